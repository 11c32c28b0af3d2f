using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Detections.Simulated;

/// <summary>
/// One entity of a fleet in which nothing ever goes wrong: ten metrics by the minute for a fortnight, moved by requests
/// with a wave of the day, a quieter weekend and a wobble, with noise of their own. Whatever is raised is a false
/// alarm.
/// </summary>
public static class QuietEntity
{
    /// <summary>Metrics of an entity.</summary>
    public const int Metrics = 10;

    /// <summary>Days it is watched.</summary>
    public const int Days = 14;

    private const int Day = 1440;
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The alerts a monitor raises that has seen nothing before, in order of time.</summary>
    /// <param name="number">Which entity of the fleet.</param>
    /// <param name="seed">Fixes the fleet.</param>
    /// <param name="settings">How it judges.</param>
    public static ImmutableArray<Alert> Watch(int number, ulong seed, DetectionSettings settings)
    {
        var random = new SeededRandom(seed).Fork((ulong)number);
        var monitor = new EntityMonitor(settings);
        var state = new EntityMonitorState(EntityId.Of(EntityKind.Service, $"quiet-{number}"));
        var raised = ImmutableArray.CreateBuilder<Alert>();
        var firing = new HashSet<string>(StringComparer.Ordinal);
        var habits = new Habits(ref random);
        for (var minute = 0; minute < Days * Day; minute++)
        {
            var at = Start.AddMinutes(minute + 1);
            var batch = new ObserveBatch(state.Entity, "fleet", minute + 1, habits.Samples(minute, at, ref random));
            foreach (var alert in monitor.Observe(state, batch).Changed)
            {
                if (alert.Status != AlertStatus.Firing)
                {
                    firing.Remove(alert.Fingerprint);
                }
                else if (firing.Add(alert.Fingerprint))
                {
                    raised.Add(alert);
                }
            }
        }

        return raised.ToImmutable();
    }

    /// <summary>What sets one entity apart from the others.</summary>
    private struct Habits
    {
        private readonly double _rate;
        private readonly double _wave;
        private readonly double _peak;
        private readonly double _weekend;
        private readonly double _latency;
        private readonly double _cost;
        private readonly double _noise;
        private double _wobble;

        public Habits(ref SeededRandom random)
        {
            _rate = 20 * Math.Exp(1.5 * random.NextNormal());
            _wave = 0.6 * random.NextDouble();
            _peak = Day * random.NextDouble();
            _weekend = 0.4 * random.NextDouble();
            _latency = 0.02 * Math.Exp(random.NextNormal());
            _cost = (0.2 + (0.3 * random.NextDouble())) / _rate;
            _noise = 0.01 + (0.04 * random.NextDouble());
        }

        public ImmutableArray<Sample> Samples(int minute, DateTimeOffset at, ref SeededRandom random)
        {
            _wobble = (0.97 * _wobble) + (0.24 * 0.03 * random.NextNormal());
            var day = 1 + (_wave * Math.Cos(2 * Math.PI * (minute - _peak) / Day));
            var inWeek = minute % (7 * Day);
            var rest = Math.Clamp(Math.Min(inWeek - (5 * Day), (7 * Day) - inWeek) / 360.0, 0, 1);
            var rate = Noisy(_rate * day * (1 - (_weekend * rest)) * Math.Exp(_wobble), ref random);
            var load = rate / _rate;
            var failed = Math.Max(0, (0.002 * rate * 60) + (Math.Sqrt(0.002 * rate * 60) * random.NextNormal()));
            return
            [
                new("cache.hit_ratio", at, Math.Clamp(0.93 + (0.2 * _noise * random.NextNormal()), 0, 1)),
                new("connection.count", at, Math.Round(Noisy(20 + (30 * load), ref random))),
                new("cpu.utilization", at, Math.Clamp(Noisy(0.05 + (_cost * rate), ref random), 0, 1)),
                new("disk.utilization", at, 0.4 + (0.000002 * minute)),
                new("memory.utilization", at, Math.Clamp(0.5 + (0.05 * load) + Noise(0.2 * _noise, ref random), 0, 1)),
                new("network.receive", at, Noisy(2_000 * rate, ref random)),
                new("queue.depth", at, Math.Max(0, Noisy(2 * load, ref random))),
                new("request.duration", at, Noisy(_latency * (0.8 + (0.2 * load)), ref random)),
                new("request.error_ratio", at, Math.Clamp(failed / (rate * 60), 0, 1)),
                new("request.rate", at, rate),
            ];
        }

        private readonly double Noisy(double value, ref SeededRandom random) =>
            value * (1 + Noise(_noise, ref random));

        private static double Noise(double deviation, ref SeededRandom random) => deviation * random.NextNormal();
    }
}
