using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Scenarios;

public sealed class WorkTrialTests
{
    private static readonly EntityId Web = EstateBuilder.Id("web");

    [Fact]
    public void Ask_QueueOfOneServer_IsWhatTheClosedFormSays()
    {
        // M/M/1 with 10 ms of service: 50/s wait 10 ms on average, 80/s wait 40 ms.
        var estate = EstateBuilder.Of("web @ host1")
            .Process("web", Server(10, 1)).Build();

        var answer = WorkTrial.Ask(estate, [Load(50)], 1, 1.6, 40);

        var line = answer.Lines.Single(one => one.Entity == Web);
        Assert.Equal(50, line.Usual.RequestRate!.Value, 1.0);
        Assert.Equal(80, line.Asked.RequestRate!.Value, 1.3);
        Assert.Equal(0.020, line.Usual.DurationSeconds!.Value, 0.002);
        Assert.Equal(0.050, line.Asked.DurationSeconds!.Value, 0.006);
        Assert.True(line.IsSettled);
    }

    [Fact]
    public void Ask_MoreThanAServerCanServe_DoesNotSettleOrFails()
    {
        var estate = EstateBuilder.Of("web @ host1")
            .Process("web", Server(10, 1)).Build();

        var line = WorkTrial.Ask(estate, [Load(50)], 1, 2.5, 20).Lines[0];

        Assert.Equal(Web, line.Entity);
        Assert.True(
            !line.IsSettled || line.Asked.ErrorRatio > 0.15,
            $"settled with {line.Asked.DurationSeconds} s and {line.Asked.ErrorRatio} errors");
    }

    [Fact]
    public void Ask_SameFactorAsUsual_ChangesNothing()
    {
        var estate = EstateBuilder.Of("web -> api -> db @ host1").Build();

        var answer = WorkTrial.Ask(estate, [Load(50)], 7, 1, 6);

        Assert.NotEmpty(answer.Lines);
        Assert.All(answer.Lines, line => Assert.Equal(line.Usual, line.Asked));
    }

    [Fact]
    public void Ask_Twice_IsTheSameAnswer()
    {
        var estate = EstateBuilder.Of("web -> api -> db @ host1").Build();

        var first = WorkTrial.Ask(estate, [Load(50)], 7, 1.5, 6);
        var second = WorkTrial.Ask(estate, [Load(50)], 7, 1.5, 6);

        Assert.Equal(first.Lines, second.Lines);
    }

    [Fact]
    public void Ask_EntityThatIsNearestToItsLimit_StandsFirst()
    {
        var estate = EstateBuilder.Of("web -> api")
            .Process("web", Server(1, 8))
            .Process("api", Server(12, 1)).Build();

        var answer = WorkTrial.Ask(estate, [Load(50)], 1, 1.5, 10);

        Assert.Equal("api", answer.Lines[0].Entity.Name);
    }

    [Fact]
    public void BusiestAt_TwoWaves_IsWhereTheirSumIsGreatest()
    {
        ImmutableArray<LoadSource> load =
        [
            Load(100) with { DailyAmplitude = 0.5, PeakHour = 14 },
            Load(10) with { Name = "night", DailyAmplitude = 0.9, PeakHour = 2 },
        ];

        Assert.Equal(TimeSpan.FromHours(14), WorkTrial.BusiestAt(load));
        Assert.Equal(TimeSpan.Zero, WorkTrial.BusiestAt([Load(5)]));
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(10.5, 20)]
    [InlineData(1.2, 3)]
    public void Ask_OutOfRange_Throws(double factor, int minutes)
    {
        var estate = EstateBuilder.Of("web @ host1").Build();

        Assert.Throws<ArgumentOutOfRangeException>(() => WorkTrial.Ask(estate, [Load(5)], 1, factor, minutes));
    }

    private static Func<ProcessModel, ProcessModel> Server(double milliseconds, int slots) => process => process with
    {
        Replicas = 1,
        SlotsPerReplica = slots,
        ServiceTime = TimeSpan.FromMilliseconds(milliseconds),
        ServiceVariability = 1,
        CpuSecondsPerRequest = 0,
    };

    private static LoadSource Load(double rate) => new(Web, "users", rate, 0, 0, 0);
}
