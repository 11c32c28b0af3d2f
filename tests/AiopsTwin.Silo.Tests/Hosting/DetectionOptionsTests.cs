using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Tests.Hosting;

public sealed class DetectionOptionsTests
{
    [Fact]
    public void ToSettings_LimitsOfTheConfiguration_BecomeRulesOfTheEngine()
    {
        using var services = Services(
            ("Detection:Thresholds:0:Metric", "cpu.*"), ("Detection:Thresholds:0:Kind", "host"),
            ("Detection:Thresholds:0:Above", "0.9"), ("Detection:Thresholds:0:For", "00:05:00"),
            ("Detection:Thresholds:0:Severity", "critical"), ("Detection:ObjectiveMinRequests", "7"));

        var detection = services.GetRequiredService<TwinSettings>().Detection;

        var rule = Assert.Single(detection.Thresholds);
        Assert.Equal(("cpu.*", EntityKind.Host, 0.9), (rule.Metric, rule.Kind, rule.Above));
        Assert.Equal((TimeSpan.FromMinutes(5), AlertSeverity.Critical), (rule.For, rule.Severity));
        Assert.Null(rule.Below);
        Assert.Equal(7, detection.Objectives.MinRequests);
    }

    [Fact]
    public void ToSettings_NothingConfigured_IsTheDefault()
    {
        using var services = Services();

        var detection = services.GetRequiredService<TwinSettings>().Detection;

        Assert.Empty(detection.Thresholds);
        Assert.Equal(TwinSettings.Default.Detection with { Thresholds = detection.Thresholds }, detection);
    }

    [Fact]
    public void Validate_MoreLimitsThanAreTaken_IsRefused()
    {
        using var services = Services([.. Enumerable.Range(0, 65).SelectMany(i => new[]
        {
            ($"Detection:Thresholds:{i}:Metric", $"m{i}"), ($"Detection:Thresholds:{i}:Above", "1"),
        })]);

        var failure = Assert.Throws<OptionsValidationException>(services.GetRequiredService<TwinSettings>);

        Assert.Contains("at most 64", failure.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build();
        return new ServiceCollection().AddTwinOptions(configuration).BuildServiceProvider();
    }
}
