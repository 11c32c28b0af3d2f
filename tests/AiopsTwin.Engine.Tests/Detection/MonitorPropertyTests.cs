using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

/// <summary>Laws of <see cref="Engine.Detection.EntityMonitor"/> over random samples.</summary>
public sealed class MonitorPropertyTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly EntityId Shop = EntityId.Of(EntityKind.Service, "shop");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Observe_SamplesPermutedWithinBatches_BecomesTheSameState(int seed)
    {
        var batches = Incident((ulong)seed, 1, TimeSpan.Zero);
        var random = new SeededRandom((ulong)seed);
        var permuted = batches.Select(batch => batch with
        {
            Samples = [.. batch.Samples.OrderBy(_ => random.NextBits())],
        });

        Assert.Equal(StateBytes.Of(Play(batches).State), StateBytes.Of(Play(permuted).State));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Observe_BatchesRepeated_BecomesTheSameState(int seed)
    {
        var batches = Incident((ulong)seed, 1, TimeSpan.Zero);
        var repeated = batches.SelectMany((batch, i) => i % 3 == 0 ? [batch, batch] : new[] { batch });

        Assert.Equal(StateBytes.Of(Play(batches).State), StateBytes.Of(Play(repeated).State));
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(1000)]
    [InlineData(0.001)]
    public void Observe_ValuesScaled_GivesTheSameAlertsAndScores(double scale)
    {
        var plain = Play(Incident(5, 1, TimeSpan.Zero));
        var scaled = Play(Incident(5, scale, TimeSpan.Zero));

        Assert.NotEmpty(plain.Changed);
        Assert.Equal(
            plain.Changed.Select(alert => (alert.Name, alert.Status, alert.StartsAt, alert.RaisedAt, alert.Severity)),
            scaled.Changed.Select(alert => (alert.Name, alert.Status, alert.StartsAt, alert.RaisedAt, alert.Severity)));
        Assert.All(
            plain.Changed.Zip(scaled.Changed), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-6));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3600 * 7)]
    [InlineData(86400 * 400)]
    public void Observe_ClockShifted_GivesTheSameAlertsShifted(int seconds)
    {
        var shift = TimeSpan.FromSeconds(seconds);

        var plain = Play(Incident(6, 1, TimeSpan.Zero));
        var shifted = Play(Incident(6, 1, shift));

        Assert.NotEmpty(plain.Changed);
        Assert.Equal(
            plain.Changed.Select(alert => (alert.Name, alert.StartsAt + shift, alert.RaisedAt + shift, alert.Score)),
            shifted.Changed.Select(alert => (alert.Name, alert.StartsAt, alert.RaisedAt, alert.Score)));
    }

    [Fact]
    public void State_SerializedMidway_GoesOnBitForBit()
    {
        var batches = Incident(7, 1, TimeSpan.Zero).ToArray();
        var whole = Play(batches);
        var resumed = Play(batches.Take(430));

        resumed.State = StateBytes.Read(StateBytes.Of(resumed.State));
        foreach (var batch in batches.Skip(430))
        {
            resumed.Keep(resumed.Monitor.Observe(resumed.State, batch));
        }

        Assert.Equal(StateBytes.Of(whole.State), StateBytes.Of(resumed.State));
        Assert.Equal(whole.Changed, resumed.Changed);
        Assert.NotEmpty(whole.Changed);
    }

    [Fact]
    public void State_AfterFourDays_IsBounded()
    {
        var rig = new MonitorRig(intervalSeconds: 60);
        rig.Run("load", 4 * 1440, 10);

        Assert.InRange(StateBytes.Of(rig.State).Length, 2000, 2800);
    }

    [Fact]
    public void State_OnceTheWeekIsLearned_IsBounded()
    {
        var rig = new MonitorRig(intervalSeconds: 300);
        for (var i = 0; i < 16 * 288; i++)
        {
            var wave = i / 288 % 7 < 5 ? 4 * Math.Max(0, Math.Sin(2 * Math.PI * i / 288)) : 0;
            rig.Send(("load", (10 + wave) * (1 + rig.Noise(0.03))));
        }

        Assert.NotEqual(0, Assert.Single(rig.State.Series).Baseline!.Season.Kinds.Bits);
        Assert.InRange(StateBytes.Of(rig.State).Length, 2600, 3500);
    }

    private static MonitorRig Play(IEnumerable<ObserveBatch> batches)
    {
        var rig = new MonitorRig();
        foreach (var batch in batches)
        {
            rig.Keep(rig.Monitor.Observe(rig.State, batch));
        }

        return rig;
    }

    /// <summary>Three series without a unit of their own: one rises, one falls, one stays; then all recover.</summary>
    private static List<ObserveBatch> Incident(ulong seed, double scale, TimeSpan shift)
    {
        var random = new SeededRandom(seed);
        var batches = new List<ObserveBatch>();
        for (var i = 0; i < 600; i++)
        {
            var isBad = i is >= 400 and < 450;
            var at = Start + shift + TimeSpan.FromSeconds(10 * i);
            var samples = ImmutableArray.Create(
                new Sample("alpha", at, scale * 8 * (isBad ? 1.5 : 1) * (1 + (0.03 * random.NextNormal()))),
                new Sample("beta", at, scale * 300 * (isBad ? 0.6 : 1) * (1 + (0.05 * random.NextNormal()))),
                new Sample("gamma", at, scale * 0.5 * (1 + (0.02 * random.NextNormal()))));
            batches.Add(new ObserveBatch(Shop, "test", i + 1, samples));
        }

        return batches;
    }
}
