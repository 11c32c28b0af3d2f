using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Tests.Detection.Pooling;

public sealed class LeanBoardTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly TopologyGraph Graph = Shop();

    [Fact]
    public void Read_AllAlongACall_LeadsWhereItExplainsTheMost()
    {
        var readings = new LeanBoard().Read([Signal("auth", 4), Signal("cart", 3), Signal("web", 3)], Graph, At);

        Assert.Equal(["auth", "cart", "web"], readings.Select(reading => reading.Entity.Name));
        Assert.Equal("auth", Assert.Single(readings, reading => reading.IsLeading).Entity.Name);
        Assert.Equal(["auth", "cart"], readings[0].Members.Select(member => member.Entity.Name));
    }

    [Fact]
    public void Read_SignalsInAnyOrder_GivesTheSame()
    {
        LeanSignal[] signals =
        [
            Signal("auth", 4), Signal("cart", 3), Signal("checkout", 3.5), Signal("web", 5), Signal("auth", 2.5),
        ];

        var forward = new LeanBoard().Read(signals, Graph, At);
        var backward = new LeanBoard().Read(signals.Reverse(), Graph, At);

        Assert.Equal(Described(forward), Described(backward));
        Assert.Equal(4, forward.Length);
    }

    [Fact]
    public void Read_EntitiesThatReportAtOtherInstants_HearOfEachOther()
    {
        var board = new LeanBoard();
        board.Read([Signal("cart", 3)], Graph, At);

        var readings = board.Read([Signal("auth", 4)], Graph, At.AddSeconds(30));

        Assert.Equal(2, Assert.Single(readings).Members.Length);
    }

    [Fact]
    public void Read_NothingNewerInTime_IsForgotten()
    {
        var board = new LeanBoard();
        board.Read([Signal("cart", 3)], Graph, At);

        var readings = board.Read([Signal("auth", 4)], Graph, At.AddMinutes(2));

        Assert.Equal((0, 1), (readings[0].Score, board.Count));
    }

    [Fact]
    public void Read_NothingLeansAnyMore_IsForgottenAtOnce()
    {
        var board = new LeanBoard();
        board.Read([Signal("cart", 3)], Graph, At);

        var readings = board.Read([Signal("cart", 3) with { At = At.AddMinutes(1), Terms = [] }], Graph, At);

        Assert.Empty(readings);
        Assert.Equal(0, board.Count);
    }

    [Fact]
    public void Read_ACalleeOrACallerAlerts_IsSaid()
    {
        var alerting = Signal("cart", 3) with { IsAlerting = true, Terms = [] };

        var readings = new LeanBoard().Read([alerting, Signal("auth", 4), Signal("web", 3)], Graph, At);

        Assert.Equal(["auth", "web"], readings.Select(reading => reading.Entity.Name));
        Assert.All(readings, reading => Assert.True(reading.IsSaid));
    }

    [Fact]
    public void Read_OnlyTrafficLeans_IsNoPool()
    {
        var fewer = Signal("auth", 6) with { Terms = [new LeanTerm(MetricCatalog.RequestRate, 6, -0.1)] };

        var readings = new LeanBoard().Read([fewer, Signal("cart", 4)], Graph, At);

        Assert.All(readings, reading => Assert.Equal(0, reading.Score));
    }

    private static LeanSignal Signal(string name, double score) => new(
        EntityId.Of(EntityKind.Service, name), At, TimeSpan.FromMinutes(2),
        [new LeanTerm(MetricCatalog.RequestDuration, score, 0.1)], false);

    private static IEnumerable<string> Described(IEnumerable<PooledReading> readings) => readings.Select(reading =>
        $"{reading with { Members = [] }} {string.Join(' ', reading.Members)}");

    private static TopologyGraph Shop()
    {
        var builder = new TopologyBuilder();
        foreach (var name in new[] { "auth", "cart", "checkout", "web" })
        {
            builder.Add(EntityId.Of(EntityKind.Service, name));
        }

        foreach (var (caller, callee) in new[]
        {
            ("cart", "auth"), ("checkout", "auth"), ("web", "cart"), ("web", "checkout"),
        })
        {
            builder.Link(
                EntityId.Of(EntityKind.Service, caller), EntityId.Of(EntityKind.Service, callee),
                DependencyKind.CallsSync);
        }

        Assert.True(builder.TryBuild(1, out var estate, out _));
        return TopologyGraph.Compile(estate);
    }
}
