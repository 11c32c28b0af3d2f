using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Timelines;
using AiopsTwin.Engine.Scoring.Proofs;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Engine.Tests.Scenarios.Timelines;

/// <summary><see cref="Timeline"/>: any past moment can be gone back to, and gone on from.</summary>
public sealed class TimelineTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Fork_RandomEstateFaultAndMoment_ComesToTheSameReport(ulong seed)
    {
        // World and twin: alerts, incidents and diagnoses, not telemetry alone.
        var scenario = FaultyEstate.Create(seed);
        var whole = Start(scenario, seed);
        whole.RunToEnd();
        var random = new SeededRandom(seed);

        for (var n = 0; n < 2; n++)
        {
            var fork = whole.Fork("fork", scenario.Duration * random.NextDouble());
            fork.RunToEnd();

            Assert.Equal(whole.Run.Report().Hash, fork.Run.Report().Hash);
            Assert.Equal(whole.Run.Moments, fork.Run.Moments);
            Assert.Equal(whole.Hashes, fork.Hashes);
            Assert.True(whole.Compare(fork).IsSame);
        }
    }

    [Fact]
    public void Seek_BackAndForth_ComesToTheSameReportAndNeverMeetsAnotherWorld()
    {
        var scenario = FaultyEstate.Create(5);
        var timeline = Start(scenario, 5);
        timeline.RunToEnd();
        var (report, hashes) = (timeline.Run.Report().Hash, timeline.Hashes.ToArray());

        foreach (var share in new[] { 0.9, 0.1, 0.6, 0.3 })
        {
            timeline.Seek(Whole(scenario.Duration * share));
            Assert.Equal(Whole(scenario.Duration * share), timeline.Position);
        }

        timeline.RunToEnd();
        Assert.Equal(report, timeline.Run.Report().Hash);
        Assert.Equal(hashes, timeline.Hashes);
        Assert.Equal(0, timeline.Mismatches);
    }

    [Fact]
    public void Hashes_SameScenarioAndSeed_AreTheSameChain()
    {
        var (left, right) = (Start(FaultyEstate.Create(6), 6), Start(FaultyEstate.Create(6), 6));

        left.RunToEnd();
        right.RunToEnd();

        Assert.Equal(left.Hashes, right.Hashes);
        Assert.True(left.Hashes.Count > 20);
        Assert.True(left.Compare(right).IsSame);
    }

    [Fact]
    public void Compare_ForkWithoutTheFault_PartsWhenItStruckAndLosesNothingMore()
    {
        var scenario = FaultyEstate.Create(7);
        var strike = scenario.Timeline.First(step => step.Fault is not null);
        var struck = Start(scenario, 7);
        struck.RunToEnd();
        var calm = struck.Fork("calm", strike.Time.At - TimeSpan.FromMinutes(1));

        calm.Add(new TimelineStep(new StepTime(calm.Position, null, null), null, null, null, null)
        {
            Cancels = strike.Fault!.Id,
        }, "test");
        calm.RunToEnd();

        var comparison = struck.Compare(calm);
        Assert.Equal(strike.Time.At + scenario.Tick, comparison.DifferentFrom);
        Assert.Equal(strike.Time.At, comparison.SameUntil);
        Assert.NotEmpty(comparison.Entities);
        Assert.True(comparison.LostRight <= comparison.LostLeft);
        Assert.Equal("without " + strike.Fault.Id, calm.Log.Single().Text);
        Assert.Equal("struck", calm.Parent);
    }

    [Fact]
    public void Add_AfterASeekBack_IsPlayedFromThenOnAndForgetsTheOldFuture()
    {
        var scenario = FaultyEstate.Create(8);
        var timeline = Start(scenario, 8);
        timeline.RunToEnd();
        timeline.Seek(TimeSpan.FromMinutes(2));
        var target = scenario.Estate.World.Processes[0].Entity;

        timeline.Add(Strike(timeline.Position, "error-add", target, ("ratio", 0.5)), "test");
        Assert.All(timeline.Hashes, hash => Assert.True(hash.At <= timeline.Position));
        timeline.RunToEnd();
        var first = timeline.Run.Report().Hash;
        timeline.Seek(TimeSpan.FromMinutes(1));
        timeline.RunToEnd();

        // A snapshot from before the fault was added knows of it all the same.
        Assert.Equal(first, timeline.Run.Report().Hash);
        Assert.Equal(0, timeline.Mismatches);
    }

    [Fact]
    public void Series_TwoTimelines_HaveTheSameInstants()
    {
        var scenario = FaultyEstate.Create(9);
        var left = Start(scenario, 9);
        left.RunTo(TimeSpan.FromMinutes(2));
        var right = left.Fork("fork", left.Position);
        var target = scenario.Load[0].Entry;
        right.Add(Strike(right.Position, "traffic-surge", target, ("factor", 2)), "test");

        left.RunToEnd();
        right.RunToEnd();

        var (ours, theirs) = (left.Series(target), right.Series(target));
        var shared = ours.Where(point => point.At > TimeSpan.FromMinutes(2)).ToArray();
        Assert.Equal(shared.Select(point => point.At), theirs.Select(point => point.At));
        Assert.Equal(2, theirs[^1].RatePerSecond / shared[^1].RatePerSecond, 1e-3);
    }

    [Fact]
    public void Snapshots_LittleRoom_ThinOutAndKeepTheFirst()
    {
        var settings = TimelineSettings.Default with { SnapshotEvery = TimeSpan.FromSeconds(30) };
        var free = new Timeline("free", FaultyEstate.Create(10), 10, TwinSettings.Default, settings);
        free.RunToEnd();
        var tight = new Timeline(
            "tight", FaultyEstate.Create(10), 10, TwinSettings.Default,
            settings with { MaxSnapshotBytes = free.SnapshotBytes / 3 });

        tight.RunToEnd();

        Assert.Equal(0, free.SnapshotsDropped);
        Assert.Equal(free.Snapshots.Length, tight.Snapshots.Length + tight.SnapshotsDropped);
        Assert.InRange(tight.SnapshotBytes, 1, free.SnapshotBytes / 3);
        Assert.Equal((free.Snapshots[0], free.Snapshots[^1]), (tight.Snapshots[0], tight.Snapshots[^1]));
        tight.Seek(TimeSpan.FromMinutes(3));
        free.Seek(TimeSpan.FromMinutes(3));
        Assert.Equal(free.Run.StateHash(), tight.Run.StateHash());
    }

    private static Timeline Start(Scenario scenario, ulong seed) =>
        new("struck", scenario, seed, TwinSettings.Default, TimelineSettings.Default);

    private static TimeSpan Whole(TimeSpan position) =>
        TimeSpan.FromSeconds(Math.Floor(position.TotalSeconds / 10) * 10);

    private static TimelineStep Strike(
        TimeSpan at, string kind, EntityId target, (string Name, double Value) parameter) => new(
        new StepTime(at, null, null),
        new FaultSpec(
            "by-hand", kind, [target], null,
            ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal)
                .Add(parameter.Name, parameter.Value),
            TimeSpan.Zero, null),
        null, null, null);
}
