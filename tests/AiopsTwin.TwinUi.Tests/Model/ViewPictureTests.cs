using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class ViewPictureTests
{
    [Fact]
    public void With_Delta_ChangesWhatItNamesAndKeepsTheRest()
    {
        var picture = Picture(Samples.Line("INC-1"));

        var next = picture.With(
            Samples.Delta(2, Samples.Vitals(Samples.Service("web"), EntityHealth.Critical)), Samples.Noon);

        Assert.Equal(EntityHealth.Critical, next.HealthOf(Samples.Service("web")));
        Assert.Equal(EntityHealth.Healthy, next.HealthOf(Samples.Service("db")));
        Assert.Equal(["INC-1"], next.Incidents.Select(line => line.Id));
        Assert.Equal(2, next.Version);
    }

    [Fact]
    public void With_OldDelta_ChangesNothingButTheAge()
    {
        var picture = Picture().With(
            Samples.Delta(5, Samples.Vitals(Samples.Service("web"), EntityHealth.Critical)), Samples.Noon);

        var next = picture.With(
            Samples.Delta(5, Samples.Vitals(Samples.Service("web"))), Samples.Noon.AddSeconds(1));

        Assert.Equal(EntityHealth.Critical, next.HealthOf(Samples.Service("web")));
        Assert.Equal(Samples.Noon.AddSeconds(1), next.ReceivedAt);
    }

    [Fact]
    public void With_Reset_ForgetsEverythingBefore()
    {
        var picture = Picture(Samples.Line("INC-1"));
        var reset = Samples.Delta(7, Samples.Vitals(Samples.Service("db"))) with { IsReset = true, Now = null };

        var next = picture.With(reset, Samples.Noon);

        Assert.Equal(EntityHealth.Unknown, next.HealthOf(Samples.Service("web")));
        Assert.Empty(next.Incidents);
        Assert.Null(next.Now);
    }

    [Fact]
    public void With_ChangedIncident_ReplacesItByIdAndKeepsNewestFirst()
    {
        var picture = Picture(Samples.Line("INC-9"), Samples.Line("INC-10"));
        var changed = Samples.Delta(2) with { Incidents = [Samples.Line("INC-9", IncidentState.Closed)] };

        var next = picture.With(changed, Samples.Noon);

        Assert.Equal(["INC-10", "INC-9"], next.Incidents.Select(line => line.Id));
        Assert.Equal(["INC-10"], next.OpenIncidents.Select(line => line.Id));
    }

    [Fact]
    public void With_NullClock_KeepsTheClock()
    {
        var next = Picture().With(Samples.Delta(2) with { Now = null }, Samples.Noon);

        Assert.Equal(Samples.Noon, next.Now);
    }

    private static ViewPicture Picture(params IncidentLine[] incidents)
    {
        var topology = Samples.Calls(1, "web>db");
        return ViewPicture.Of(ViewKey.Default, Samples.Snapshot(topology, null, incidents), topology, Samples.Noon);
    }

    [Fact]
    public void ConcernOf_PlaceThatNeverReported_ComesLast()
    {
        var topology = Samples.Places(1, instances: 0);
        var host = Samples.Host("a1");
        var picture = ViewPicture.Of(
            ViewKey.Default, Samples.Snapshot(topology, [Samples.Vitals(host)]), topology, Samples.Noon);

        Assert.True(picture.IsSilentPlace(EntityId.Of(EntityKind.Rack, "rack-a")));
        Assert.False(picture.IsSilentPlace(EntityId.Of(EntityKind.Switch, "tor-a")));
        Assert.True(picture.ConcernOf(EntityId.Of(EntityKind.Rack, "rack-a")) < picture.ConcernOf(host));
    }
}
