using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios;

/// <summary>
/// "What if twenty per cent more work came?", answered by the simulated world instead of a trend: two worlds of one
/// estate stand at the busiest time of day, nothing broken and no noise in the load, one with the usual work and one
/// with another amount; both run until they are at rest, then use and response times are read from what they report. So
/// queues, pools, retries and what entities share say what follows, which no line through past use can. O(minutes x
/// (entities + calls)); the test <c>WorkTrialTests</c> holds it to the closed form of a queue.
/// </summary>
public static class WorkTrial
{
    /// <summary>Largest factor that can be asked about.</summary>
    public const double LargestFactor = 10;

    /// <summary>Fewest simulated minutes in which an ordinary estate comes to rest and can be read.</summary>
    public const int FewestMinutes = 4;

    // The world divides longer ticks anyway.
    private const int TickSeconds = 5;
    private const int QuartersOfADay = 96;

    // A response time that still grows by a tenth between two halves of the measured time does not settle, unless so
    // few requests were timed that four of their standard errors are more than that.
    private const double GrowthOfUnsettled = 0.1;
    private const double SureErrors = 4;

    private static readonly DateTimeOffset Day = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Asks.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="load">The usual work.</param>
    /// <param name="seed">Seed of what monitors see; both worlds have the same.</param>
    /// <param name="factor">The amount of work, above 0 and at most <see cref="LargestFactor"/>.</param>
    /// <param name="minutes">Simulated minutes of each world, at least <see cref="FewestMinutes"/>; the second half is
    /// measured.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor or the minutes are out of range.</exception>
    public static WorkAnswer Ask(
        Estate estate, ImmutableArray<LoadSource> load, ulong seed, double factor, int minutes)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(factor, LargestFactor);
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, FewestMinutes);
        var busiest = BusiestAt(load);
        var usual = Measure(estate, Steady(load, busiest, 1), seed, minutes);
        var asked = Measure(estate, Steady(load, busiest, factor), seed, minutes);
        var lines = asked.Keys.Intersect(usual.Keys).Order()
            .Select(entity => new WorkLine(
                entity, usual[entity].Level(), asked[entity].Level(), !asked[entity].IsGrowing()))
            .Where(line => line.Asked is not { RequestRate: null, CpuUtilization: null });
        return new WorkAnswer(
            factor, busiest, minutes,
            [
                .. lines.OrderBy(line => line.IsSettled).ThenByDescending(line => line.Strain)
                    .ThenBy(line => line.Entity),
            ]);
    }

    /// <summary>UTC time of day at which most work arrives, to a quarter of an hour; the earliest of several.</summary>
    /// <param name="load">Work from outside.</param>
    public static TimeSpan BusiestAt(ImmutableArray<LoadSource> load)
    {
        var (best, most) = (0, double.MinValue);
        for (var quarter = 0; quarter < QuartersOfADay; quarter++)
        {
            var rate = load.Sum(source => source.RatePerSecond * source.WaveAt(quarter * 24.0 / QuartersOfADay));
            // The rounding of a sum must not choose among equals.
            if (rate > most * (1 + 1e-12) || quarter == 0)
            {
                (best, most) = (quarter, rate);
            }
        }

        return TimeSpan.FromMinutes(best * 15);
    }

    /// <summary>The work of one time of day, even and without noise.</summary>
    internal static ImmutableArray<LoadSource> Steady(
        ImmutableArray<LoadSource> load, TimeSpan at, double factor) =>
    [
        .. load.Select(source => source with
        {
            RatePerSecond = source.RatePerSecond * source.WaveAt(at.TotalHours) * factor,
            DailyAmplitude = 0,
            Noise = 0,
        }),
    ];

    private static Dictionary<EntityId, Reading> Measure(
        Estate estate, ImmutableArray<LoadSource> load, ulong seed, int minutes)
    {
        var world = new SimulatedWorld(
            estate, load, seed, new WorldSettings(Day, TimeSpan.FromSeconds(TickSeconds), TimeSpan.FromMinutes(1)));
        var readings = new Dictionary<EntityId, Reading>();
        for (var minute = 1; minute <= minutes;)
        {
            var telemetry = world.Tick();
            if (telemetry.Batches.IsEmpty)
            {
                continue;
            }

            if (minute > minutes / 2)
            {
                Read(telemetry.Batches, readings);
            }

            minute++;
        }

        return readings;
    }

    private static void Read(ImmutableArray<ObserveBatch> batches, Dictionary<EntityId, Reading> readings)
    {
        foreach (var batch in batches)
        {
            if (!readings.TryGetValue(batch.Entity, out var reading))
            {
                reading = new Reading();
                readings.Add(batch.Entity, reading);
            }

            foreach (var sample in batch.Samples)
            {
                reading.Add(sample);
            }
        }
    }

    /// <summary>What one entity reported in the time measured.</summary>
    private sealed class Reading
    {
        private readonly Dictionary<string, List<double>> _values = new(StringComparer.Ordinal);

        public void Add(in Sample sample)
        {
            if (!_values.TryGetValue(sample.Metric, out var values))
            {
                values = [];
                _values.Add(sample.Metric, values);
            }

            values.Add(sample.Value);
        }

        public WorkLevel Level() => new(
            Mean(MetricCatalog.RequestRate), Mean(MetricCatalog.RequestDuration),
            Mean(MetricCatalog.RequestDurationP95), Mean(MetricCatalog.ErrorRatio),
            Mean(MetricCatalog.CpuUtilization), Mean(MetricCatalog.PoolUtilization));

        public bool IsGrowing()
        {
            if (_values.GetValueOrDefault(MetricCatalog.RequestDuration) is not { Count: >= 2 } values)
            {
                return false;
            }

            var half = values.Count / 2;
            var requests = half * 60 * (Mean(MetricCatalog.RequestRate) ?? 0);
            var growth = Math.Max(GrowthOfUnsettled, SureErrors * Math.Sqrt(2 / Math.Max(1, requests)));
            return values.Skip(values.Count - half).Average() > (1 + growth) * values.Take(half).Average();
        }

        private double? Mean(string metric) => _values.GetValueOrDefault(metric)?.Average();
    }
}
