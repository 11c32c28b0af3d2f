using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class SiblingComparisonTests
{
    private const int DaySamples = 8640;
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Medians_CalmMembersOnly_InOrderWhateverTheArrival()
    {
        SiblingSignal[] signals =
        [
            Signal("b", "x", 0.5), Signal("a", "x", 0.1), Signal("a", "y", 0.3), Signal("a", "z", 0.2),
            Signal("a", "w", -3) with { IsCalm = false }, Signal("a", "x", 0.1),
        ];

        var medians = SiblingComparison.Medians(signals);
        var reversed = SiblingComparison.Medians(signals.Reverse());

        Assert.Equal(
            [new SiblingMedian("a", "request.rate", At, 0.2, 3), new SiblingMedian("b", "request.rate", At, 0.5, 1)],
            medians);
        Assert.Equal(medians.AsEnumerable(), reversed);
    }

    [Fact]
    public void Medians_EvenNumber_IsTheMiddleOfTheTwo() => Assert.Equal(
        0.15, SiblingComparison.Medians([Signal("a", "x", 0.1), Signal("a", "y", 0.2)]).Single().Median, 12);

    [Fact]
    public void Medians_FewerThanHalfCalm_AllVote()
    {
        SiblingSignal[] signals =
        [
            Signal("a", "w", -0.4) with { IsCalm = false }, Signal("a", "x", -0.3) with { IsCalm = false },
            Signal("a", "y", 0.1),
        ];

        Assert.Equal((-0.3, 3), SiblingComparison.Medians(signals) is [var one] ? (one.Median, one.Members) : default);
    }

    [Fact]
    public void Medians_HeldMembers_VoteOnlyWhereAllAre()
    {
        SiblingSignal[] signals =
        [
            Signal("a", "w", -0.4) with { IsHeld = true }, Signal("a", "x", -0.3) with { IsHeld = true },
            Signal("a", "y", 0.1),
        ];

        Assert.Equal(0.1, SiblingComparison.Medians(signals).Single().Median);
        Assert.Equal(-0.35, SiblingComparison.Medians(signals[..2]).Single().Median, 12);
    }

    [Fact]
    public void Compare_AllAlertAtOnceFirst_AreStillComparedAfterwards()
    {
        var group = new SiblingGroup(6, 8);
        group.Run(720, _ => 1);
        group.Run(60, _ => 0.5);

        group.Run(1440, _ => 0.5);
        var before = group.Rigs[0].Now;
        group.Run(60, member => member == 2 ? 0.55 : 0.5);

        Assert.Contains(
            group.Raised.Where(alert => alert.RaisedAt > before),
            alert => alert.Entity.Name == "region2" && alert.Name == "request.rate high against siblings");
    }

    [Fact]
    public void Medians_NoSignals_IsEmpty() => Assert.Empty(SiblingComparison.Medians([]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Compare_OneOfSixRegionsLosesFourPercent_AlertsWithinTenMinutesAndEndsAfterwards(int seed)
    {
        var group = new SiblingGroup(6, (ulong)seed);
        group.Run(720, _ => 1);
        var before = group.Raised.Count;

        group.Run(60, member => member == 2 ? 0.96 : 1);
        var raised = group.Raised.ToArray();
        group.Run(30, _ => 1);

        Assert.Equal(0, before);
        var alert = Assert.Single(raised);
        Assert.Equal(("service:region2", "request.rate low against siblings"), (alert.Entity.Text, alert.Name));
        Assert.InRange(alert.Observed!.Value / alert.Expected!.Value, 0.93, 0.985);
        Assert.Empty(group.Rigs.SelectMany(rig => rig.Firing));
    }

    [Fact]
    public void Compare_AllRegionsMoveTogether_RaisesNothing()
    {
        var group = new SiblingGroup(6, 4);
        group.Run(720, _ => 1);

        group.Run(60, _ => 0.96);

        Assert.DoesNotContain(group.Raised, alert => alert.Name.EndsWith("siblings", StringComparison.Ordinal));
    }

    [Fact]
    public void Compare_ThreeQuietDays_RaisesNothingAgainstSiblings()
    {
        var group = new SiblingGroup(6, 5);

        group.Run(3 * DaySamples, _ => 1);

        Assert.DoesNotContain(group.Raised, alert => alert.Name.EndsWith("siblings", StringComparison.Ordinal));
    }

    [Fact]
    public void Compare_TooFewSiblings_IsNotCompared()
    {
        var group = new SiblingGroup(2, 6);
        group.Run(720, _ => 1);

        group.Run(60, member => member == 0 ? 0.96 : 1);

        Assert.Empty(group.Raised);
    }

    [Fact]
    public void Define_GroupTakenAway_EndsTheComparison()
    {
        var group = new SiblingGroup(6, 7);
        group.Run(720, _ => 1);
        group.Run(60, member => member == 2 ? 0.9 : 1);
        var rig = group.Rigs[2];

        rig.Monitor.Define(rig.State, new(rig.State.Entity, ImmutableSortedDictionary<string, string>.Empty));

        Assert.DoesNotContain(rig.Firing, alert => alert.Name.EndsWith("siblings", StringComparison.Ordinal));
        Assert.Empty(rig.Send((MetricCatalog.RequestRate, 100)).Signals);
    }

    private static SiblingSignal Signal(string group, string member, double deviation) =>
        new(group, EntityId.Of(EntityKind.Service, member), MetricCatalog.RequestRate, At, deviation, true);

    /// <summary>Regions that share the day's wave and a common wobble of 3 %, with 1 % noise of their own.</summary>
    private sealed class SiblingGroup
    {
        private SeededRandom _random;
        private double _wobble;
        private int _step;

        public SiblingGroup(int members, ulong seed)
        {
            _random = new SeededRandom(seed);
            Rigs = [.. Enumerable.Range(0, members)
                .Select(i => new MonitorRig((ulong)i, name: $"region{i}").InGroup("shop regions"))];
        }

        public ImmutableArray<MonitorRig> Rigs { get; }

        public List<Alert> Raised => [.. Rigs.SelectMany(rig => rig.Raised)];

        public void Run(int steps, Func<int, double> factor)
        {
            for (var i = 0; i < steps; i++, _step++)
            {
                _wobble = (0.98 * _wobble) + (0.006 * _random.NextNormal());
                var wave = 1 + (0.3 * Math.Sin(2 * Math.PI * _step / DaySamples));
                var signals = new List<SiblingSignal>();
                for (var m = 0; m < Rigs.Length; m++)
                {
                    var value = 1000 * (m + 1) * wave * (1 + _wobble) * (1 + Rigs[m].Noise(0.01)) * factor(m);
                    signals.AddRange(Rigs[m].Send((MetricCatalog.RequestRate, value)).Signals);
                }

                var medians = SiblingComparison.Medians(signals);
                foreach (var rig in Rigs)
                {
                    rig.Keep(rig.Monitor.Compare(rig.State, medians, rig.Now));
                }
            }
        }
    }
}
