using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Views;

namespace AiopsTwin.Grains.Tests.Views;

public sealed class ViewBoardTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void After_SlowReader_GetsOneMergedChange()
    {
        var board = Loaded();
        var seen = board.Version;
        for (var i = 1; i <= 50; i++)
        {
            board.Merge(Delta(i, Vitals("a", i), Vitals("b", i)));
            board.Push();
        }

        var delta = board.After(seen);

        Assert.False(delta.IsReset);
        Assert.Equal([50.0, 50.0], delta.Vitals.Select(vitals => vitals.RequestRate!.Value));
        Assert.Equal(board.Version, delta.Version);
    }

    [Fact]
    public void After_ReaderUpToDate_GetsOnlyWhatChangedLater()
    {
        var board = Loaded();
        board.Merge(Delta(1, Vitals("a", 1), Vitals("b", 1)));
        board.Push();
        var seen = board.Version;
        board.Merge(Delta(2, Vitals("b", 2)));
        board.Push();

        var delta = board.After(seen);

        Assert.Equal(TestTopology.Service("b"), Assert.Single(delta.Vitals).Entity);
    }

    [Fact]
    public void After_MergedButNotPushed_IsNotADifferentVersion()
    {
        var board = Loaded();
        var seen = board.Version;

        board.Merge(Delta(1, Vitals("a", 1)));

        Assert.Equal(seen, board.Version);
        Assert.True(board.HasPending);
    }

    [Fact]
    public void After_ReaderOfAnotherLife_IsResetWithEverything()
    {
        var board = Loaded();
        board.Merge(Delta(1, Vitals("a", 1)));
        board.Push();

        var older = board.After(3);
        var newer = board.After(board.Version + 1000);

        Assert.True(older.IsReset);
        Assert.True(newer.IsReset);
        Assert.Single(newer.Vitals);
    }

    [Fact]
    public void Merge_ResetBackInTime_ThrowsTheLaterPictureAway()
    {
        var board = Loaded();
        board.Merge(Delta(9, Vitals("a", 9), Vitals("b", 9)));
        board.Push();
        var seen = board.Version;

        board.Merge(Delta(1, Vitals("a", 1)) with { IsReset = true });
        board.Push();

        var delta = board.After(seen);
        Assert.True(delta.IsReset);
        Assert.Equal(1, Assert.Single(delta.Vitals).RequestRate);
        Assert.Equal(Start.AddSeconds(1), delta.Now);
    }

    [Fact]
    public void Merge_PublicationOvertaken_DoesNotTurnTheClockBack()
    {
        var board = Loaded();
        board.Merge(Delta(5, Vitals("a", 5)));

        board.Merge(Delta(4, Vitals("a", 4)));
        board.Push();

        Assert.Equal(5, Assert.Single(board.Snapshot().Vitals).RequestRate);
    }

    [Fact]
    public void Merge_StatusOfALiveRun_LeavesTheTwinsPictureAlone()
    {
        var board = Loaded();
        board.Merge(Delta(5, Vitals("a", 5)) with { AlertsSeen = 7 });
        var status = new RunStatus(
            "r", "s", "", 1, RunMode.Live, "t", RunStage.Playing, 1, Start, TimeSpan.Zero, TimeSpan.Zero, [], "");

        board.Merge(new ViewDelta(0, null, 0, false, [], [], 0, 0, 0, status));
        board.Push();

        var snapshot = board.Snapshot();
        Assert.Equal(7, snapshot.AlertsSeen);
        Assert.Equal(status, snapshot.Run);
        Assert.Single(snapshot.Vitals);
    }

    [Fact]
    public void Merge_MoreIncidentsThanShown_KeepsTheNewest()
    {
        var board = new ViewBoard(1000, 3);
        for (var i = 1; i <= 5; i++)
        {
            board.Merge(Delta(i) with { Incidents = [Line(i)] });
        }

        board.Push();

        Assert.Equal(["INC-5", "INC-4", "INC-3"], board.Snapshot().Incidents.Select(line => line.Id));
    }

    private static ViewBoard Loaded()
    {
        var board = new ViewBoard(1000, 200);
        board.Reset(new ViewSnapshot(0, Start, 1, [], [], 0, 0, 0, null));
        board.Push();
        return board;
    }

    private static EntityVitals Vitals(string service, double rate) => new(
        TestTopology.Service(service), EntityHealth.Healthy, Start, rate, null, null, null, 0);

    private static ViewDelta Delta(int second, params EntityVitals[] vitals) => new(
        0, Start.AddSeconds(second), 1, false, [.. vitals], [], 0, 0, 0, null);

    private static IncidentLine Line(int number) => new(
        $"INC-{number}", IncidentState.Open, AlertSeverity.Warning, "", Start.AddSeconds(number), null, 1, 1, null, "");
}
