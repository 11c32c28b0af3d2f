using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.TwinUi.Components;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;

namespace AiopsTwin.TwinUi.Tests.Components;

public sealed class InjectFaultTests : IDisposable
{
    private readonly PageContext _page = new();

    public InjectFaultTests() => _page.Reader.TheFaults =
    [
        new FaultOffer("cpu-hog", "Threads take cores.", "Threads that always want to run.", "{core}", 8, 0, 1024),
        new FaultOffer("host-down", "It is gone.", "", "", 0, 0, 0),
    ];

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Inject_Asked_HappensOnlyAfterItWasConfirmed()
    {
        var control = Show(RunStage.Playing);

        control.WaitForElement("input").Change("16");
        control.FindAll("button").Single().Click();
        var beforehand = _page.Commands.Given.Count;
        control.FindAll("button").Single(button => button.TextContent == "Inject").Click();

        Assert.Equal(0, beforehand);
        control.WaitForAssertion(() => Assert.Equal("inject auth-pool-1 cpu-hog host:h1 16 10",
            Assert.Single(_page.Commands.Given)));
        Assert.Contains("next tick", control.Find("[data-testid=injected]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Inject_Cancelled_DoesNothing()
    {
        var control = Show(RunStage.Paused);

        control.WaitForElement("button").Click();
        control.FindAll("button").Single(button => button.TextContent == "Cancel").Click();

        Assert.Empty(_page.Commands.Given);
        Assert.Equal("Inject…", control.FindAll("button").Single().TextContent);
    }

    [Fact]
    public void Inject_KindWithoutMagnitude_AsksForNone()
    {
        var control = Show(RunStage.Playing);

        control.WaitForElement("select").Change("host-down");

        Assert.Single(control.FindAll("input"));
        Assert.Contains("It is gone.", control.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Inject_Refused_SaysWhy()
    {
        _page.Commands.Answer = Decision.Refused("16 faults were injected by hand already");
        var control = Show(RunStage.Playing);

        control.WaitForElement("button").Click();
        control.FindAll("button").Single(button => button.TextContent == "Inject").Click();

        control.WaitForAssertion(() => Assert.Contains(
            "16 faults", control.Find("[data-testid=injected]").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RunStage.Ended)]
    [InlineData(RunStage.WarmingUp)]
    public void Inject_RunNotUnderWay_IsNotOffered(RunStage stage)
    {
        Assert.Empty(Render(stage).Markup.Trim());
    }

    private IRenderedComponent<InjectFault> Show(RunStage stage)
    {
        var control = Render(stage);
        control.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);
        return control;
    }

    private IRenderedComponent<InjectFault> Render(RunStage stage)
    {
        var topology = Samples.Graph(1, [Samples.Host("h1")], []);
        var snapshot = Samples.Snapshot(topology) with { Run = Samples.Run(stage) };
        var picture = ViewPicture.Of(ViewKey.Default, snapshot, topology, Samples.Noon);
        return _page.Render<InjectFault>(control => control
            .Add(p => p.Picture, picture)
            .Add(p => p.Target, Samples.Host("h1")));
    }
}
