using AiopsTwin.TwinUi.Pages;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;

namespace AiopsTwin.TwinUi.Tests.Pages;

public sealed class IncidentsPageTests : IDisposable
{
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Incidents_None_TellTheNextAction()
    {
        _page.Show(Samples.Calls(1, "web>db"));

        var incidents = _page.Render<IncidentsPage>();

        Assert.Equal("/runs", incidents.Find("[data-testid=no-incidents] a").GetAttribute("href"));
    }

    [Fact]
    public void Incidents_Some_AreRowsNewestFirst()
    {
        _page.Show(Samples.Calls(1, "web>db"), null, Samples.Line("INC-2"), Samples.Line("INC-10"));

        var incidents = _page.Render<IncidentsPage>();

        Assert.Equal(
            ["INC-10", "INC-2"],
            incidents.FindAll("[data-testid=incident-table] tbody th").Select(cell => cell.TextContent));
    }
}
