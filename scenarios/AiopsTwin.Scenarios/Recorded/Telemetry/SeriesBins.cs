using AiopsTwin.Engine.Detection;

namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>One series in steps of a quarter of a minute, each the mean of its samples: exporters are asked about as
/// often, and a recording that repeats values every second tells no more by it. The same in whatever order samples
/// come.</summary>
internal sealed class SeriesBins
{
    /// <summary>Length of a step.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    private readonly SortedDictionary<long, List<double>> _bins = [];
    private List<TimedValue>? _values;

    /// <summary>Takes a sample.</summary>
    public void Add(DateTimeOffset at, double value)
    {
        var place = at.UtcTicks / Step.Ticks;
        if (!_bins.TryGetValue(place, out var bin))
        {
            bin = [];
            _bins[place] = bin;
        }

        bin.Add(value);
        _values = null;
    }

    /// <summary>The means, stamped with the end of their step, oldest first.</summary>
    public IReadOnlyList<TimedValue> Values => _values ??= [.. _bins.Select(pair => new TimedValue(
        new DateTimeOffset((pair.Key + 1) * Step.Ticks, TimeSpan.Zero), pair.Value.Order().Average()))];
}
