using AiopsTwin.Engine.Correlation;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class IncidentTimelineTests
{
    [Fact]
    public void Of_ChangeBeforeTheFirstSymptom_BeginsWithTheChange()
    {
        var line = IncidentTimeline.Of(Samples.Incident(), Samples.Noon.AddMinutes(10));

        var change = Assert.Single(line.Changes);
        Assert.True(change.IsFirst);
        Assert.True(line.From < change.At);
        Assert.True(change.Share < line.Steps[0].Share);
        Assert.Equal("auth: auth 4.2.1 with a new pool", change.Text);
    }

    [Fact]
    public void Of_OngoingIncident_EndsNow()
    {
        var now = Samples.Noon.AddMinutes(10);

        var line = IncidentTimeline.Of(Samples.Incident(), now);

        Assert.True(line.Until > now);
        Assert.Equal(["first symptom", "detected", "diagnosed"], line.Steps.Select(step => step.Text));
        Assert.All(line.Alerts, alert => Assert.InRange(alert.Share, 0, 1));
    }

    [Fact]
    public void Of_StepsCloseTogether_ShareOneLabel()
    {
        var line = IncidentTimeline.Of(
            Samples.Incident() with { MitigatedAt = Samples.Noon.AddMinutes(30) }, Samples.Noon.AddHours(5));

        Assert.Equal(
            ["first symptom · detected · diagnosed", "mitigated"], line.Labels.Select(label => label.Text));
    }

    [Fact]
    public void Of_OldChangeOfALesserSuspect_DoesNotStretchTheAxis()
    {
        var incident = Samples.Incident();
        var old = Samples.Deployment("db") with { At = Samples.Noon.AddHours(-5) };
        var suspects = incident.Diagnosis!.Suspects.SetItem(1, Samples.Suspect(2, "db", 0.09, old));

        var line = IncidentTimeline.Of(
            incident with { Diagnosis = incident.Diagnosis with { Suspects = suspects } }, null);

        Assert.Single(line.Changes);
        Assert.True(line.From > Samples.Noon.AddMinutes(-5));
    }

    [Fact]
    public void Of_NoDiagnosisYet_HasNoChanges()
    {
        var line = IncidentTimeline.Of(
            Samples.Incident() with { Diagnosis = null, DiagnosedAt = null, State = IncidentState.Open }, null);

        Assert.Empty(line.Changes);
        Assert.Equal(2, line.Steps.Length);
    }
}
