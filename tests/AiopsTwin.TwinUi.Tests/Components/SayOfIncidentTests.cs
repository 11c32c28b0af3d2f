using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.TwinUi.Pages;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;

namespace AiopsTwin.TwinUi.Tests.Components;

public sealed class SayOfIncidentTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Cause_SaidOnThePage_IsRecordedWithNameAndReason()
    {
        var page = Page();

        page.FindAll("[data-testid=correct] input")[0].Change("service:db");
        page.FindAll("[data-testid=correct] input")[2].Change("Ada");
        page.FindAll("[data-testid=correct] input")[3].Change("its disk was full");
        page.Find("[data-testid=correct] form").Submit();

        page.WaitForAssertion(() => Assert.Equal(
            EntityId.Parse("service:db"), Assert.Single(_page.Commands.Said).Cause));
        Assert.Equal(["say twin:demo Cause INC-1 Ada its disk was full"], _page.Commands.Given);
    }

    [Fact]
    public void Merge_OffersTheOtherOpenIncidents_AndSaysInto()
    {
        var page = Page();

        page.Find("[data-testid=correct] select").Change("Merge");
        page.FindAll("[data-testid=correct] select")[1].Change("INC-2");
        page.FindAll("[data-testid=correct] input")[0].Change("Ada");
        page.FindAll("[data-testid=correct] input")[1].Change("one vendor");
        page.Find("[data-testid=correct] form").Submit();

        page.WaitForAssertion(() => Assert.Equal("INC-2", Assert.Single(_page.Commands.Said).Into));
    }

    [Fact]
    public void Split_ChosenMembers_Leave()
    {
        var page = Page();

        page.Find("[data-testid=correct] select").Change("Split");
        page.Find("[data-testid=correct] input[type=checkbox]").Change(true);
        page.FindAll("[data-testid=correct] input:not([type])")[0].Change("Ada");
        page.FindAll("[data-testid=correct] input:not([type])")[1].Change("two things");
        page.Find("[data-testid=correct] form").Submit();

        page.WaitForAssertion(() => Assert.Equal(
            Samples.Incident().Impact[0], Assert.Single(Assert.Single(_page.Commands.Said).Entities)));
    }

    [Fact]
    public void Words_ThatStand_AreListedAndUndone()
    {
        var word = new OperatorWord(WordKind.Merge, "Bea", "one vendor", At, "INC-2") { Into = "INC-1" };
        _page.Reader.TheFeedback = new FeedbackBook([new Feedback("W-1", word, null, null)], []);
        var page = Page();

        Assert.Contains(
            "INC-2 is part of INC-1", page.Find("[data-testid=word]").TextContent, StringComparison.Ordinal);
        page.FindAll("[data-testid=undo] input")[0].Change("Ada");
        page.FindAll("[data-testid=undo] input")[1].Change("it was not");
        page.Find("[data-testid=undo] form").Submit();

        page.WaitForAssertion(() => Assert.Equal(["say twin:demo Undo W-1 Ada it was not"], _page.Commands.Given));
    }

    private IRenderedComponent<IncidentPage> Page()
    {
        _page.Show(Samples.Calls(1, "web>db"), null, Samples.Line("INC-1"), Samples.Line("INC-2"));
        _page.Reader.Incidents["INC-1"] = Samples.Incident();
        var page = _page.Render<IncidentPage>(one => one.Add(p => p.Id, "INC-1"));
        page.WaitForElement("[data-testid=correct] form");
        return page;
    }
}
