using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Twins;

namespace AiopsTwin.Grains.Tests.Twins;

public sealed class ArrivedAlertsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Admit_BeyondTheLimit_TakesTheFirstAndCountsWhatIsBeingStored()
    {
        var arrived = new ArrivedAlerts();

        var first = arrived.Admit(Alerts(0, 3), 5, _ => false);
        var second = arrived.Admit(Alerts(3, 3), 5, _ => false);
        arrived.Stored(first.News, 1);
        arrived.Stored(second.News, 2);

        Assert.Equal((3, 2), (first.Taken, second.Taken));
        Assert.Equal(Alerts(0, 5), arrived.All);
        Assert.Equal(0, arrived.Admit(Alerts(9, 1), 5, _ => false).Taken);
    }

    [Fact]
    public void Admit_WhatIsHeld_IsTakenThoughThereIsNoRoomAndIsNoNews()
    {
        var arrived = new ArrivedAlerts();
        var held = Alerts(0, 2);

        var admitted = arrived.Admit([held[0], Alerts(5, 1)[0], held[1], Alerts(6, 1)[0]], 1, held.Contains);

        Assert.Equal(3, admitted.Taken);
        Assert.Equal(Alerts(5, 1), admitted.News);
    }

    [Fact]
    public void TakeThrough_LaterPositions_StayForTheNextStep()
    {
        var arrived = new ArrivedAlerts();
        arrived.Restore(Alerts(0, 2), 3);
        arrived.Restore(Alerts(2, 1), 7);

        var taken = arrived.TakeThrough(6);

        Assert.Equal(Alerts(0, 2), taken);
        Assert.Equal(1, arrived.Count);
        Assert.Equal(Alerts(2, 1), arrived.TakeThrough(long.MaxValue));
        Assert.Equal(0, arrived.Count);
    }

    private static ImmutableArray<Alert> Alerts(int from, int count) =>
    [
        .. Enumerable.Range(from, count).Select(i => i.ToString(CultureInfo.InvariantCulture)).Select(name => new Alert(
            name, EntityId.Of(EntityKind.Service, "web"), name, AlertSeverity.Warning, AlertStatus.Firing, Start, Start,
            null, "others", null, 0, null, null, name)),
    ];
}
