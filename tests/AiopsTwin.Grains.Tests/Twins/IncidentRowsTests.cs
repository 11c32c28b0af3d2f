using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Twins;

namespace AiopsTwin.Grains.Tests.Twins;

public sealed class IncidentRowsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TakeSurplus_AtTheLimitAndBeyond_TakesTheOldestFirst()
    {
        var rows = new IncidentRows(3, 0, []);

        var atTheEdge = rows.TakeSurplus(4, []);
        var beyond = rows.TakeSurplus(6, []);

        Assert.Empty(atTheEdge);
        Assert.Equal([1, 2], beyond);
        Assert.Equal([3, 4, 5], rows.All(6));
        Assert.Equal([true, true, false, false], Enumerable.Range(1, 4).Select(i => rows.IsGone($"INC-{i}")));
    }

    [Fact]
    public void TakeSurplus_OldOneStillAtHand_IsSparedUntilItNoLongerIs()
    {
        var rows = new IncidentRows(2, 0, []);

        var around = rows.TakeSurplus(6, [Incident(2)]);
        var spared = rows.Spared;
        var isGone = rows.IsGone("INC-2");
        var later = rows.TakeSurplus(7, []);

        Assert.Equal([1, 3, 4], around);
        Assert.Equal([2], spared);
        Assert.False(isGone);
        Assert.Equal(2, later[0]);
        Assert.Equal([5, 6], rows.All(7));
    }

    [Fact]
    public void TakeSurplus_LimitLoweredByFar_TakesAHundredAtATime()
    {
        var rows = new IncidentRows(10, 0, []);

        var first = rows.TakeSurplus(251, []);
        var rest = rows.TakeSurplus(251, []).AddRange(rows.TakeSurplus(251, []));

        Assert.Equal(Enumerable.Range(1, 100), first);
        Assert.Equal(Enumerable.Range(101, 140), rest);
        Assert.Empty(rows.TakeSurplus(251, []));
    }

    [Fact]
    public void Rows_FromWhatWasStored_AreTheSame()
    {
        var before = new IncidentRows(2, 0, []);
        before.TakeSurplus(6, [Incident(2)]);

        var after = new IncidentRows(2, before.First, before.Spared);

        Assert.Equal(before.All(6), after.All(6));
        Assert.Equal([1, 3, 4], Enumerable.Range(1, 5).Where(number => after.IsGone(IncidentRows.IdOf(number))));
    }

    [Theory]
    [InlineData("INC-0")]
    [InlineData("INC--1")]
    [InlineData("INC-x")]
    [InlineData("INC-")]
    [InlineData("1")]
    [InlineData("INC-99999999999")]
    public void IsGone_WhatCannotHaveBeen_IsNot(string id) => Assert.False(new IncidentRows(2, 9, []).IsGone(id));

    private static Incident Incident(int number) => new(
        IncidentRows.IdOf(number), IncidentState.Open, AlertSeverity.Info, "", Start, Start, null, null, null, [], 0,
        [], [], null, []);
}
