using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.TwinUi.Components;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;

namespace AiopsTwin.TwinUi.Tests.Components;

public sealed class CounterfactualPanelTests : IDisposable
{
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Panel_ProvedSuspects_TellsSentencesCoursesAndEffects()
    {
        var panel = Render(Samples.Proof(9, 10), Samples.Proof(0, 10) with { Courses = [] });

        Assert.Equal(
            ["Without auth 9 of 10 vanish", "Without db 0 of 10 vanish"],
            panel.FindAll("summary").Select(one => string.Join(' ', one.TextContent.Split(
                (char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal([true, false], panel.FindAll("details").Select(one => one.HasAttribute("open")));
        Assert.Contains("observed 250 ms", panel.Find("[data-testid=course-chart] svg").GetAttribute("aria-label")!,
            StringComparison.Ordinal);
        Assert.Contains("✓ vanishes", panel.Find("[data-testid=counterfactual-effects]").TextContent,
            StringComparison.Ordinal);
        Assert.Contains("within 4 %", panel.Find("[data-testid=counterfactual-trust]").TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Panel_NoProof_SaysWhy()
    {
        var panel = Render(Samples.Proof(0, 10) with { Counts = null, Sentence = "No proof: nobody tells." });

        Assert.Equal("No proof: nobody tells.", panel.Find("[data-testid=counterfactual-problem]").TextContent);
        Assert.Empty(panel.FindAll("details"));
    }

    [Fact]
    public void Panel_NothingTried_SaysWhatItWaitsFor()
    {
        var panel = Render();

        Assert.Contains("a few samples since the onset", panel.Find("[data-testid=counterfactual-none]").TextContent,
            StringComparison.Ordinal);
    }

    private IRenderedComponent<CounterfactualPanel> Render(params ImmutableArray<Counterfactual> proofs)
    {
        var incident = Samples.Incident();
        var tried = incident with
        {
            Diagnosis = incident.Diagnosis! with
            {
                Suspects =
                [
                    .. incident.Diagnosis.Suspects.Select((suspect, place) => suspect with
                    {
                        Counterfactual = place < proofs.Length ? proofs[place] : null,
                    }),
                ],
            },
        };
        return _page.Render<CounterfactualPanel>(panel => panel.Add(p => p.Incident, tried).Add(p => p.View, "twin:a"));
    }
}
