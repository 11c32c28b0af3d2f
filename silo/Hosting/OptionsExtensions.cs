using AiopsTwin.Grains.Runs;
using AiopsTwin.Grains.Twins;
using AiopsTwin.Grains.Views;
using AiopsTwin.Silo.Api;
using AiopsTwin.Silo.Ingest;
using AiopsTwin.Silo.Persistence;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Hosting;

/// <summary>Binds every options class and has it checked before anything starts.</summary>
internal static class OptionsExtensions
{
    /// <summary>Classes whose members the operations document lists.</summary>
    public static IReadOnlyList<Type> Documented { get; } =
    [
        typeof(SiloOptions), typeof(TwinClusterOptions), typeof(StorageOptions), typeof(EventLogOptions),
        typeof(ApiOptions), typeof(IngestOptions), typeof(TwinOptions), typeof(RunOptions), typeof(ViewOptions),
        typeof(DetectionOptions),
    ];

    public static IServiceCollection AddTwinOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.Bind<SiloOptions>(configuration, SiloOptions.SectionName);
        services.Bind<TwinClusterOptions>(configuration, TwinClusterOptions.SectionName);
        services.Bind<StorageOptions>(configuration, StorageOptions.SectionName);
        services.Bind<EventLogOptions>(configuration, EventLogOptions.SectionName);
        services.Bind<ApiOptions>(configuration, ApiOptions.SectionName);
        services.Bind<IngestOptions>(configuration, IngestOptions.SectionName);
        services.Bind<TwinOptions>(configuration, TwinOptions.SectionName);
        services.Bind<RunOptions>(configuration, RunOptions.SectionName);
        services.Bind<ViewOptions>(configuration, ViewOptions.SectionName);
        services.Bind<DetectionOptions>(configuration, DetectionOptions.SectionName);
        services.AddSingleton<IValidateOptions<DetectionOptions>, DetectionRules>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TwinOptions>>().Value.Apply(
            provider.GetRequiredService<IOptions<DetectionOptions>>().Value.ToSettings()));
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageRules>();
        services.AddSingleton<IValidateOptions<ApiOptions>, ListenerRules>();
        services.AddSingleton<IValidateOptions<ApiOptions>, AccessRules>();
        // Read unchecked: the host wants it while it is built, and wrong options are told all at once, later.
        var silo = configuration.GetSection(SiloOptions.SectionName).Get<SiloOptions>() ?? new SiloOptions();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = silo.ShutdownTimeout);
        return services;
    }

    public static OptionsBuilder<T> Bind<T>(
        this IServiceCollection services, IConfiguration configuration, string section)
        where T : class =>
        services.AddOptions<T>()
            .Bind(configuration.GetSection(section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
}
