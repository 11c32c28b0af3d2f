using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

public sealed class TwinBrainStateTests
{
    [Fact]
    public void State_OverTheWire_GoesOnAsIfNothingHappened()
    {
        const string shop = "web -> api -> auth -> db1; api -> cart -> db2";
        var whole = new TwinBrainDriver(Graph.Of(shop));
        var first = new TwinBrainDriver(Graph.Of(shop));
        foreach (var driver in (TwinBrainDriver[])[whole, first])
        {
            driver.Brain.Receive(Signal.Change("auth", -60));
            driver.Receive(Signal.Critical("auth", 0), Signal.Warning("api", 5)).Run(10, 60);
        }

        var second = new TwinBrainDriver(Graph.Of(shop), state: Wire.RoundTrip(first.Brain.State));
        foreach (var driver in (TwinBrainDriver[])[whole, second])
        {
            driver.Receive(Signal.Critical("web", 70), Signal.Critical("auth", 0).Ended(80)).Run(70, 300);
        }

        Assert.Equal(Text(whole), Text(second));
    }

    private static string Text(TwinBrainDriver driver) => string.Join('\n', driver.Incidents.Select(incident =>
        $"{incident.Id} {incident.State} {incident.Title} {incident.AlertCount} {incident.Diagnosis!.Summary} "
        + string.Join('|', incident.History.Select(entry => $"{entry.At:O} {entry.Text}"))));
}
