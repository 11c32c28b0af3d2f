using AiopsTwin.TwinUi.Pages;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;

namespace AiopsTwin.TwinUi.Tests.Pages;

public sealed class IncidentPageTests : IDisposable
{
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Incident_Page_TellsSentenceSuspectsEvidenceChangeAndWithheldAlerts()
    {
        _page.Show(Samples.Calls(1, "web>gateway gateway>auth auth>db"), null, Samples.Line("INC-1"));
        _page.Reader.Incidents["INC-1"] = Samples.Incident();

        var incident = _page.Render<IncidentPage>(page => page.Add(p => p.Id, "INC-1"));

        incident.WaitForAssertion(() => Assert.Contains(
            "deployment of 11:58:00 UTC on auth", incident.Find("[data-testid=incident-sentence]").TextContent,
            StringComparison.Ordinal));
        Assert.Equal(
            ["1", "2"], incident.FindAll("[data-testid=suspect]").Select(card => card.GetAttribute("data-rank")));
        Assert.Contains(
            "version 4.2.1", incident.Find("[data-testid=named-change]").TextContent, StringComparison.Ordinal);
        Assert.Contains("+2.5", incident.Find("[data-testid=suspects]").TextContent, StringComparison.Ordinal);
        Assert.Contains("−0.4", incident.Find("[data-testid=suspects]").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 withheld", incident.Find("[data-testid=alerts]").TextContent, StringComparison.Ordinal);
        Assert.Contains("which explains it", incident.Find("tr.withheld").TextContent, StringComparison.Ordinal);
        Assert.Contains("first symptom", incident.Find("[data-testid=incident-lanes]").TextContent,
            StringComparison.Ordinal);
        Assert.Contains("3 predicted, 3 observed, 2 both", incident.Find("[data-testid=impact]").TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Incident_Unknown_SaysSo()
    {
        _page.Show(Samples.Calls(1, "web>db"));

        var incident = _page.Render<IncidentPage>(page => page.Add(p => p.Id, "INC-77"));

        incident.WaitForAssertion(() => Assert.NotNull(incident.Find("[data-testid=unknown-incident]")));
    }

    [Fact]
    public void Incident_ClosedByHand_RecordsWhoAndWhy()
    {
        _page.Show(Samples.Calls(1, "web>db"), null, Samples.Line("INC-1"));
        _page.Reader.Incidents["INC-1"] = Samples.Incident();
        var incident = _page.Render<IncidentPage>(page => page.Add(p => p.Id, "INC-1"));
        incident.WaitForElement(".close-incident form");

        incident.FindAll(".close-incident input")[0].Change("Ada");
        incident.FindAll(".close-incident input")[1].Change("rolled back");
        incident.Find(".close-incident form").Submit();

        incident.WaitForAssertion(() =>
            Assert.Equal(["close twin:demo INC-1 Ada rolled back"], _page.Commands.Given));
    }
}
