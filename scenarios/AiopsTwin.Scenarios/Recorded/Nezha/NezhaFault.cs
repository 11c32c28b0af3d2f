using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded.Nezha;

/// <summary>What was injected: the answer, read by the scorer alone.</summary>
/// <param name="Onset">When.</param>
/// <param name="Root">Into which service.</param>
/// <param name="Kind">What.</param>
internal sealed record NezhaFault(DateTimeOffset Onset, EntityId Root, string Kind)
{
    /// <summary>Kinds of trouble that are right to name of it. Wrong values and exceptions are errors of the code; what
    /// a delayed network does is waiting.</summary>
    public ImmutableArray<MetricFamily> Families => Kind switch
    {
        _ when Kind.StartsWith("cpu", StringComparison.Ordinal) => [MetricFamily.Cpu],
        _ when Kind.StartsWith("network", StringComparison.Ordinal) => [MetricFamily.Network, MetricFamily.Latency],
        "return" or "exception" => [MetricFamily.Errors],
        _ => [],
    };

    /// <summary>Reads <c>fault_list.json</c>: objects of an hour's list with <c>inject_time</c>, which is UTC,
    /// <c>inject_pod</c> and <c>inject_type</c>. The number <c>inject_timestamp</c> is eight hours off and for one
    /// fault a copy of the one before it; it is not used.</summary>
    public static ImmutableArray<NezhaFault> Read(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Directory
            .EnumerateFiles(folder, "*fault_list.json").Order(StringComparer.Ordinal).First()));
        return
        [
            .. document.RootElement.EnumerateObject().SelectMany(hour => hour.Value.EnumerateArray())
                .Select(fault => new NezhaFault(
                    DateTimeOffset.ParseExact(
                        fault.GetProperty("inject_time").GetString()!, "yyyy-MM-dd HH:mm:ss",
                        CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                    PodName.ServiceOf(fault.GetProperty("inject_pod").GetString()!),
                    fault.GetProperty("inject_type").GetString()!))
                .OrderBy(fault => fault.Onset).ThenBy(fault => fault.Root),
        ];
    }

    /// <summary>True when a folder has a list of faults.</summary>
    public static bool IsIn(string folder) => Directory.EnumerateFiles(folder, "*fault_list.json").Any();
}
