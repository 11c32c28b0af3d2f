using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Tests.Detection;

/// <summary>One monitored entity on a virtual clock that steps by one interval a batch; keeps every changed
/// alert.</summary>
internal sealed class MonitorRig
{
    private SeededRandom _random;

    public MonitorRig(
        ulong seed = 1, double intervalSeconds = 10, DetectionSettings? settings = null, string name = "shop")
    {
        _random = new SeededRandom(seed);
        Interval = TimeSpan.FromSeconds(intervalSeconds);
        Monitor = new EntityMonitor(settings ?? DetectionSettings.Default);
        State = new EntityMonitorState(EntityId.Of(EntityKind.Service, name));
    }

    public TimeSpan Interval { get; }

    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public EntityMonitor Monitor { get; }

    public EntityMonitorState State { get; set; }

    public List<Alert> Changed { get; } = [];

    public IEnumerable<Alert> Raised => Changed.Where(alert => alert.Status == AlertStatus.Firing);

    public ImmutableArray<Alert> Firing =>
        [.. Monitor.Alerts(State).Where(alert => alert.Status == AlertStatus.Firing)];

    public MonitorRig InGroup(string group)
    {
        Monitor.Define(State, new Entity(
            State.Entity, ImmutableSortedDictionary<string, string>.Empty.Add(EntityMonitor.SiblingLabel, group)));
        return this;
    }

    public double Noise(double deviation) => deviation * _random.NextNormal();

    public MonitorEffects Send(params (string Metric, double Value)[] samples)
    {
        Now += Interval;
        return Keep(Monitor.Observe(State, new ObserveBatch(
            State.Entity, "test", 0, [.. samples.Select(sample => new Sample(sample.Metric, Now, sample.Value))])));
    }

    public MonitorEffects Advance(TimeSpan time)
    {
        Now += time;
        return Keep(Monitor.Advance(State, Now));
    }

    /// <summary>Sends noisy samples of one metric about a level; returns the number sent until the first
    /// alert.</summary>
    public int Run(string metric, int count, double level, double noise = 0.03)
    {
        var first = 0;
        for (var i = 1; i <= count; i++)
        {
            var effects = Send((metric, level * (1 + Noise(noise))));
            if (first == 0 && effects.Changed.Any(alert => alert.Status == AlertStatus.Firing))
            {
                first = i;
            }
        }

        return first;
    }

    public MonitorEffects Keep(MonitorEffects effects)
    {
        Changed.AddRange(effects.Changed);
        return effects;
    }
}
