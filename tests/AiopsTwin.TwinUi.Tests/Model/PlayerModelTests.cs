using AiopsTwin.Contracts.Runs;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class PlayerModelTests
{
    private static readonly RunMark Fault = new(TimeSpan.FromMinutes(5), RunMarkKind.Fault, "pool shrinks");
    private static readonly RunMark Change = new(TimeSpan.FromMinutes(4), RunMarkKind.Change, "auth 4.2.1");
    private static readonly RunMark Alert = new(TimeSpan.FromMinutes(6), RunMarkKind.Alert, "gateway slow");

    [Theory]
    [InlineData(RunStage.Playing)]
    [InlineData(RunStage.Paused)]
    [InlineData(RunStage.WarmingUp)]
    public void Lanes_RunNotOver_HideTheFaults(RunStage stage)
    {
        var lanes = PlayerModel.Lanes(Samples.Run(stage, 600, Change, Fault, Alert));

        Assert.DoesNotContain(lanes, lane => lane.Kind == RunMarkKind.Fault);
        Assert.DoesNotContain(lanes.SelectMany(lane => lane.Marks), mark => mark.Text == Fault.Text);
    }

    [Fact]
    public void Lanes_RunEnded_ShowTheFaults()
    {
        var lanes = PlayerModel.Lanes(Samples.Run(RunStage.Ended, 1200, Fault));

        var mark = Assert.Single(lanes.Single(lane => lane.Kind == RunMarkKind.Fault).Marks);
        Assert.Equal(0.25, mark.Share);
    }

    [Fact]
    public void Lanes_IncidentThatMovedOn_IsCountedOnce()
    {
        var opened = new RunMark(TimeSpan.FromMinutes(6), RunMarkKind.Incident, "INC-1 Open: slow");
        var over = new RunMark(TimeSpan.FromMinutes(9), RunMarkKind.Incident, "INC-1 Mitigated: slow");

        var lane = PlayerModel.Lanes(Samples.Run(RunStage.Ended, 1200, opened, over))
            .Single(lane => lane.Kind == RunMarkKind.Incident);

        Assert.Equal("1", lane.Count);
        Assert.Equal(2, lane.Marks.Length);
    }

    [Fact]
    public void Lanes_AsManyMarksAsAreKept_SayThatThereWereMoreAlerts()
    {
        var marks = Enumerable.Repeat(Alert, PlayerModel.MarksKept - 1).Append(Change).ToArray();

        var lanes = PlayerModel.Lanes(Samples.Run(RunStage.Ended, 1200, marks));

        Assert.Equal("499+", lanes.Single(lane => lane.Kind == RunMarkKind.Alert).Count);
        Assert.Equal("1", lanes.Single(lane => lane.Kind == RunMarkKind.Change).Count);
    }

    [Fact]
    public void Neighbour_BetweenMarks_FindsBothSides()
    {
        var run = Samples.Run(RunStage.Paused, 300, Change, Alert);

        Assert.Equal(Alert.Text, PlayerModel.Neighbour(run, isForward: true)?.Text);
        Assert.Equal(Change.Text, PlayerModel.Neighbour(run, isForward: false)?.Text);
    }

    [Fact]
    public void Neighbour_OnAMark_DoesNotFindItAgain()
    {
        var run = Samples.Run(RunStage.Paused, 240, Change);

        Assert.Null(PlayerModel.Neighbour(run, isForward: false));
        Assert.Null(PlayerModel.Neighbour(run, isForward: true));
    }

    [Fact]
    public void Step_AtTheEnds_Stays()
    {
        Assert.Equal(0.25, PlayerModel.Step(0.25, -1));
        Assert.Equal(0, PlayerModel.Step(0, 1));
        Assert.Equal(0, PlayerModel.Step(1000, 1));
        Assert.Equal(10, PlayerModel.Step(60, -1));
    }

    [Fact]
    public void Moved_BeyondTheEnds_StopsThere()
    {
        Assert.Equal(TimeSpan.Zero, PlayerModel.Moved(Samples.Run(RunStage.Paused, 5), -10));
        Assert.Equal(TimeSpan.FromMinutes(20), PlayerModel.Moved(Samples.Run(RunStage.Paused, 1195), 10));
    }
}
