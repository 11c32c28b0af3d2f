using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Engine.Detection.Sources;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.TwinUi.Pages;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;

namespace AiopsTwin.TwinUi.Tests.Pages;

public sealed class EntityPageTests : IDisposable
{
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Entity_Page_DrawsItsSeriesWithNames()
    {
        var web = Samples.Service("web");
        var topology = Samples.Calls(1, "web>db");
        _page.Show(topology);
        _page.Reader.Entities[web.Text] = new EntityDetails(
            topology.Entities[1],
            Samples.Vitals(web),
            topology.Dependencies,
            [],
            [Samples.Series(true, 0.03, 0.06)],
            []);

        var entity = _page.Render<EntityPage>(page => page.Add(p => p.Id, web.Text));

        entity.WaitForAssertion(() => Assert.Contains(
            "above what is expected", entity.Find("[data-testid=chart] svg").GetAttribute("aria-label"),
            StringComparison.Ordinal));
        Assert.NotNull(entity.Find("[data-testid=chart] rect.band"));
    }

    [Fact]
    public void Entity_FiringDeviation_SaysWhyInNumbersAndMarksTheDeployment()
    {
        var web = Samples.Service("web");
        var topology = Samples.Calls(1, "web>db");
        _page.Show(topology);
        _page.Reader.TheChanges =
            [Samples.Deployment("web") with { At = Samples.Noon.AddSeconds(5) }, Samples.Deployment("db")];
        _page.Reader.Entities[web.Text] = new EntityDetails(
            topology.Entities[1], Samples.Vitals(web), topology.Dependencies, [],
            [Samples.Series(true, 0.03, 0.06, 0.07) with { Explanation = Samples.Anomaly() }], [])
        {
            Quality = new TelemetryQuality(
                web, 0.7, [new QualityReason(QualityFlaw.Gaps, 0.3, "A third of its samples is missing.")], []),
        };

        var entity = _page.Render<EntityPage>(page => page.Add(p => p.Id, web.Text));

        entity.WaitForAssertion(() =>
        {
            var facts = entity.Find("[data-testid=anomaly]").TextContent;
            Assert.Contains("30 ms (25 ms to 35 ms) by its own baseline", facts, StringComparison.Ordinal);
            Assert.Contains("70 ms (+133.3 %)", facts, StringComparison.Ordinal);
            Assert.Contains("12:00:10 UTC (80 %: 12:00:00 to 12:00:15)", facts, StringComparison.Ordinal);
            Assert.Contains("12:00 to 12:05, known from earlier days", facts, StringComparison.Ordinal);
            Assert.NotNull(entity.Find("[data-testid=chart] circle.peak"));
            Assert.NotNull(entity.Find("[data-testid=chart] rect.onset-span"));
            Assert.Contains("auth 4.2.1", Assert.Single(entity.FindAll("[data-testid=chart-marks] li")).TextContent,
                StringComparison.Ordinal);
            Assert.Contains("A third of its samples", entity.Find("[data-testid=quality]").TextContent,
                StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Entity_ResourceThatRunsOut_IsDrawnToItsLimit()
    {
        var host = Samples.Host("h1");
        var topology = Samples.Graph(1, [host], []);
        _page.Show(topology);
        _page.Reader.Entities[host.Text] = new EntityDetails(
            topology.Entities[0], Samples.Vitals(host), [], [], [Samples.Series(true, 0.03)], []);
        var line = Samples.Full("h1", 20, 15, 26);
        _page.Reader.TheCapacity = new CapacityBoard(Samples.Noon, 1, 0, 1,
        [
            line with
            {
                Forecast = line.Forecast with
                {
                    Course = new CapacityCourse(
                        [0.6, 0.7, 0.8], Samples.Noon,
                        [
                            new CapacityCoursePoint(Samples.Noon, 0.8, 0.8, 0.8),
                            new CapacityCoursePoint(Samples.Noon.AddDays(30), 1, 1.1, 1.2),
                        ]),
                },
            },
        ]);

        var entity = _page.Render<EntityPage>(page => page.Add(p => p.Id, host.Text));

        entity.WaitForAssertion(() =>
        {
            var chart = entity.Find("[data-testid=capacity-chart]");
            Assert.NotNull(chart.QuerySelector("line.limit-span"));
            Assert.NotEmpty(chart.QuerySelector("path.ahead")!.GetAttribute("d")!);
            Assert.Contains("2026-03-22", chart.TextContent, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Entity_NotAnId_SaysHowToWriteOne()
    {
        var entity = _page.Render<EntityPage>(page => page.Add(p => p.Id, "nonsense"));

        Assert.Contains("write kind:name", entity.Markup, StringComparison.Ordinal);
    }
}
