using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.TwinUi.Pages;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;

namespace AiopsTwin.TwinUi.Tests.Pages;

public sealed class HeldPageTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Held_SilencesAndGates_AreListedWithWhatTheyWithhold()
    {
        var page = Page();

        page.WaitForAssertion(() => Assert.Contains(
            "1 firing alert silenced, 2 behind gates now, 5 held back",
            page.Find("[data-testid=held-lead]").TextContent, StringComparison.Ordinal));
        Assert.Contains("entity=service:web", page.Find("[data-testid=silence]").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("[data-testid=gate]").Count);
        Assert.Contains("no entity", page.FindAll("[data-testid=gate]")[1].TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-testid=lift]"));
    }

    [Fact]
    public void Gate_LiftedOnThePage_IsSaidWithNameAndReason()
    {
        var page = Page();

        page.WaitForElement("[data-testid=lift] input").Change("Ada");
        page.FindAll("[data-testid=lift] input")[1].Change("it matters");
        page.Find("[data-testid=lift] form").Submit();

        page.WaitForAssertion(() => Assert.Equal(
            ["say twin:demo Lift low-fidelity/nagios/load Ada it matters"], _page.Commands.Given));
    }

    [Fact]
    public void Silence_AddedOnThePage_IsSaidWithItsConditions()
    {
        var page = Page();

        page.WaitForElement("[data-testid=new-silence] input").Change("kind=host");
        page.FindAll("[data-testid=new-silence] input")[2].Change("Ada");
        page.FindAll("[data-testid=new-silence] input")[3].Change("migration");
        page.Find("[data-testid=new-silence] form").Submit();

        page.WaitForAssertion(() => Assert.Equal(
            "kind=host", Assert.Single(Assert.Single(_page.Commands.Said).Matchers).ToString()));
    }

    [Fact]
    public void Silence_Refused_ShowsTheReason()
    {
        _page.Commands.Answer = Contracts.Decision.Refused("it lasts more than 30 days");
        var page = Page();

        page.WaitForElement("[data-testid=new-silence] input").Change("kind=host");
        page.FindAll("[data-testid=new-silence] input")[2].Change("Ada");
        page.FindAll("[data-testid=new-silence] input")[3].Change("migration");
        page.Find("[data-testid=new-silence] form").Submit();

        page.WaitForAssertion(() => Assert.Contains(
            "more than 30 days", page.Find("[data-testid=new-silence] [role=status]").TextContent,
            StringComparison.Ordinal));
    }

    private IRenderedComponent<HeldPage> Page()
    {
        var alert = Samples.Incident().Alerts[0].Alert;
        var held = new HeldAlert(alert, "INC-1", "it is withheld");
        _page.Reader.TheSilences =
        [
            new SilenceLine(
                new Silence("SIL-1", [new SilenceMatcher("entity", "service:web", false)], At, At.AddDays(900), "Bea",
                    "migration"), true, 1, [held]),
        ];
        _page.Reader.TheGates = new GateBoard(
            [
                new Gate("low-fidelity/nagios/load", GateKind.LowFidelity, "13 of 13 answers say unwanted", false, 1,
                    [held with { Incident = null }]),
                new Gate("no-entity", GateKind.NoEntity, "it names no entity", false, 1,
                    [new HeldAlert(alert with { Entity = default }, null, "it names no entity")]),
            ], 2, 5, 0);
        _page.Show(Samples.Calls(1, "web>db"));
        return _page.Render<HeldPage>();
    }
}
