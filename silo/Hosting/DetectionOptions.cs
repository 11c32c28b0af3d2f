using System.ComponentModel.DataAnnotations;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Objectives;
using AiopsTwin.Engine.Detection.Thresholds;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Silo.Hosting;

/// <summary>What judges entities beside their learned baselines. Every silo of a cluster needs the same.</summary>
public sealed class DetectionOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string SectionName = "Detection";

    /// <summary>Fixed limits, at most 64, each with Metric (a name, or a pattern with *), Above or Below in the
    /// metric's unit, and if wanted Kind (of entity), For (how long, 00:00:00 to 1.00:00:00) and Severity (Info,
    /// Warning, Critical).</summary>
    public IList<ThresholdLimit> Thresholds { get; } = [];

    /// <summary>Requests that the long window of a burn-rate rule must hold before the budget of an objective is
    /// judged.</summary>
    [Range(1, 1_000_000)]
    public int ObjectiveMinRequests { get; set; } = ObjectiveSettings.Default.MinRequests;

    /// <summary>Bad requests that it must hold as well.</summary>
    [Range(1, 100_000)]
    public int ObjectiveMinBad { get; set; } = ObjectiveSettings.Default.MinBad;

    /// <summary>The settings of the engine with what is set here.</summary>
    internal TwinSettings ToSettings() => TwinSettings.Default with
    {
        Detection = DetectionSettings.Default with
        {
            Thresholds =
            [
                .. Thresholds.Select(limit => new ThresholdRule(
                    limit.Metric, limit.Kind, limit.Above, limit.Below, limit.For, limit.Severity)),
            ],
            Objectives = new ObjectiveSettings { MinRequests = ObjectiveMinRequests, MinBad = ObjectiveMinBad },
        },
    };
}
