using System.Globalization;
using AiopsTwin.Grains.Durability;
using AiopsTwin.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Persistence;

/// <summary>
/// The verb <c>drill-event-log</c>: appends to the configured event log from many callers at once and prints a line for
/// every append that was acknowledged, until it is stopped, however roughly. What was printed must be found afterwards.
/// It serves the recovery test and a person who wants to know what a disk can do.
/// </summary>
internal static class EventLogDrill
{
    public const string Verb = "drill-event-log";

    /// <summary>Twin under which the drill writes.</summary>
    public const string Twin = "drill";

    private const int Callers = 64;
    private const int PayloadBytes = 256;

    public static async Task<int> RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Logging.AddFilter(null, LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddTwinOptions(builder.Configuration);
        builder.Services.AddTwinPersistence();
        using var host = builder.Build();
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        await host.Services.GetRequiredService<SchemaMigrator>().ApplyAsync(CancellationToken.None);
        await host.StartAsync();
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var log = host.Services.GetRequiredService<IEventLog>();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => AppendAsync(log, caller, stopping)));
        await host.StopAsync(CancellationToken.None);
        return 0;
    }

    private static async Task AppendAsync(IEventLog log, int caller, CancellationToken stopping)
    {
        var source = "caller-" + caller.ToString(CultureInfo.InvariantCulture);
        for (long sequence = 1; !stopping.IsCancellationRequested; sequence++)
        {
            await log.Append(
                [new TwinEvent(
                    EventStream.Of(Twin), source, sequence, DateTimeOffset.UnixEpoch, "drill", new byte[PayloadBytes])],
                CancellationToken.None);
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{source} {sequence}"));
        }
    }
}
