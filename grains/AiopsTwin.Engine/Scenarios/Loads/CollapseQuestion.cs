using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Scenarios.Loads;

/// <summary>What is asked about a service that may not come back by itself after a spike.</summary>
/// <param name="Service">The service: the calls to it are given other policies; where nobody calls it, the calls it
/// makes.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.CollapseQuestion")]
public sealed record CollapseQuestion([property: Id(0)] EntityId Service)
{
    /// <summary>Most values of retries, of timeouts and of loads.</summary>
    public const int MostValues = 12;

    private const double LargestSpike = 1000;
    private const int MostRetries = 20;

    private static readonly TimeSpan LongestSpike = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Work from outside during the spike, as a factor of that of the busiest time, above 0; null for twice
    /// what the service carries.</summary>
    [Id(1)]
    public double? Spike { get; init; }

    /// <summary>How long the spike lasts, in whole seconds.</summary>
    [Id(2)]
    public TimeSpan SpikeFor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long it may take to come back after the spike.</summary>
    [Id(3)]
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Further attempts tried, beside the policy as it is.</summary>
    [Id(4)]
    public ImmutableArray<int> Retries { get; init; } = [0, 1, 2, 3];

    /// <summary>Timeouts tried with each of these; empty for those there are.</summary>
    [Id(5)]
    public ImmutableArray<TimeSpan> Timeouts { get; init; } = [];

    /// <summary>Base loads tried with each policy, as factors of the work of the busiest time; empty for that work, and
    /// shares of what the service carries.</summary>
    [Id(6)]
    public ImmutableArray<double> Loads { get; init; } = [];

    /// <summary>What is wrong with the question; empty when it can be asked.</summary>
    public ImmutableArray<string> Problems()
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        Check(Spike is null or (> 0 and <= LargestSpike), Text($"the spike is above 0 and at most {LargestSpike}"));
        Check(
            SpikeFor >= TimeSpan.FromSeconds(1) && SpikeFor <= LongestSpike,
            Text($"the spike lasts 1 to {LongestSpike.TotalSeconds} seconds"));
        Check(
            Within >= TimeSpan.FromMinutes(2) && Within <= LongestWait,
            Text($"the time to come back is 120 to {LongestWait.TotalSeconds} seconds"));
        Check(Retries.All(retries => retries is >= 0 and <= MostRetries), Text($"retries are 0 to {MostRetries}"));
        Check(
            Timeouts.All(timeout => timeout >= TimeSpan.FromMilliseconds(1) && timeout <= LongestTimeout),
            Text($"timeouts are 0.001 to {LongestTimeout.TotalSeconds} seconds"));
        Check(
            Loads.All(load => load > 0 && load <= LargestSpike), Text($"loads are above 0 and at most {LargestSpike}"));
        Check(
            Retries.Length <= MostValues && Timeouts.Length <= MostValues && Loads.Length <= MostValues,
            Text($"there are at most {MostValues} retries, timeouts and loads"));
        return problems.ToImmutable();

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
