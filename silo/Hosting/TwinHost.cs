using AiopsTwin.Silo.Persistence;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Hosting;

/// <summary>Puts the process together and runs it.</summary>
internal static class TwinHost
{
    /// <summary>Runs until stopped.</summary>
    /// <returns>0 after a clean stop, 1 when it could not start, 2 when its options are wrong.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await app.Services.GetRequiredService<SchemaMigrator>().ApplyAsync(CancellationToken.None);
            await app.StartAsync();
            await StartupBanner.PrintAsync(app, Console.Out);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception failure) when (OptionProblems(failure) is { Count: > 0 } problems)
        {
            await Console.Error.WriteLineAsync("The options are wrong:");
            foreach (var problem in problems)
            {
                await Console.Error.WriteLineAsync($"  - {problem}");
            }

            return 2;
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync(
                $"AiopsTwin could not start: {failure.Message.TrimEnd('.')}. Stop what listens there, or give another "
                + "address with --urls, for example --urls http://localhost:5081.");
            return 1;
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"AiopsTwin could not start: {failure.Message}");
            return 1;
        }
    }

    /// <summary>Builds the process without starting it.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(TwinHost).Assembly.GetName().Name,
            ContentRootPath = ContentRoot(),
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(ListenerRules.Urls(builder.Configuration));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddTwinOptions(builder.Configuration);
        builder.Services.AddTwinPersistence();
        builder.Services.AddTwinTelemetry();
        builder.AddTwinSilo();
        builder.AddTwinRooms();
        var app = builder.Build();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.UseTwinRooms();
        return app;
    }

    /// <summary>The folder that has our settings: the current one under <c>dotnet run</c>, else that of the
    /// program.</summary>
    private static string ContentRoot() => File.Exists(Path.GetFullPath("appsettings.json"))
        ? Directory.GetCurrentDirectory()
        : AppContext.BaseDirectory;

    private static List<string> OptionProblems(Exception failure) => failure switch
    {
        OptionsValidationException wrong => [.. wrong.Failures],
        AggregateException several => [.. several.InnerExceptions.SelectMany(OptionProblems)],
        InvalidOperationException { InnerException: { } inner, TargetSite.DeclaringType.Name: "ConfigurationBinder" } =>
            [$"{failure.Message} {inner.Message}"],
        _ => [],
    };
}
