using AiopsTwin.Engine.Correlation;
using AiopsTwin.TwinUi.Pages;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AiopsTwin.TwinUi.Tests.Components;

public sealed class AlertWhyTests : IDisposable
{
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Alerts_Each_LinkToTheirOwnWhy()
    {
        var page = Page("");

        var links = page.FindAll("[data-testid=alerts] a.ask");

        Assert.Equal(Samples.Incident().Alerts.Length, links.Count);
        Assert.All(links, link => Assert.Contains("?alert=", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=alert-why]"));
    }

    [Fact]
    public void Why_OfTheAddress_ShowsPathAndReasonOfTheTwin()
    {
        var asked = Samples.Incident().Alerts[^1].Alert;
        Answer(asked.Fingerprint, null, "service:web - service:auth relates it to service:auth");

        var page = Page($"?alert={Uri.EscapeDataString(asked.Fingerprint)}");

        page.WaitForAssertion(() => Assert.Contains(
            "service:web - service:auth relates it", page.Find("[data-testid=why-here]").TextContent,
            StringComparison.Ordinal));
        Assert.Equal(2, page.FindAll("[data-testid=why-here] .path a").Count);
    }

    [Fact]
    public void WhyNot_OfTheAddress_ShowsTheAnswerOfTheTwin()
    {
        var asked = Samples.Incident().Alerts[^1].Alert;
        Answer(asked.Fingerprint, "INC-2", "no few links relate it to the cause of INC-2");

        var page = Page($"?alert={Uri.EscapeDataString(asked.Fingerprint)}&not=INC-2");

        page.WaitForAssertion(() => Assert.Contains(
            "no few links", page.Find("[data-testid=why-not-there]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void WhyNot_Chosen_BecomesPartOfTheAddress()
    {
        var asked = Samples.Incident().Alerts[^1].Alert;
        var page = Page($"?alert={Uri.EscapeDataString(asked.Fingerprint)}");

        page.WaitForElement("#why-not").Change("INC-2");

        Assert.Contains("not=INC-2", _page.Services.GetRequiredService<NavigationManager>().Uri,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_Unwanted_IsSaidOfTheAlert()
    {
        var asked = Samples.Incident().Alerts[^1].Alert;
        var page = Page($"?alert={Uri.EscapeDataString(asked.Fingerprint)}");
        page.WaitForElement("form.answer input").Change("Ada");

        page.Find("form.answer button[type=button]").Click();

        page.WaitForAssertion(() => Assert.Equal(
            (asked.Fingerprint, false), (_page.Commands.Said.Single().Subject, _page.Commands.Said.Single().IsWanted)));
    }

    private void Answer(string fingerprint, string? incident, string reason)
    {
        var alert = Samples.Incident().Alerts[0].Alert;
        _page.Reader.Placements[(fingerprint, incident)] = new AlertPlacement(
            fingerprint, alert.Entity, "INC-1", alert.StartsAt, [alert.Entity, alert.Entity], reason);
    }

    private IRenderedComponent<IncidentPage> Page(string query)
    {
        _page.Show(Samples.Calls(1, "web>db"), null, Samples.Line("INC-1"), Samples.Line("INC-2"));
        _page.Reader.Incidents["INC-1"] = Samples.Incident();
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo($"/incidents/INC-1{query}");
        var page = _page.Render<IncidentPage>(one => one.Add(p => p.Id, "INC-1"));
        page.WaitForElement("[data-testid=alerts]");
        return page;
    }
}
