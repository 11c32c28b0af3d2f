using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Engine.Detection.Recurring;
using AiopsTwin.Engine.Detection.Sources;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Telemetry;
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
    public void Entity_Promises_AreShownWithBudgetAndBurnRates()
    {
        var entity = Render(Samples.Service("web"), details => details with
        {
            Objectives = [Samples.Objective(0.42) with { Severity = AlertSeverity.Warning }, Samples.Objective(null)],
        });

        entity.WaitForAssertion(() =>
        {
            var told = entity.FindAll("[data-testid=objective]");
            Assert.Equal(2, told.Count);
            Assert.Contains("burns slowly", told[0].TextContent, StringComparison.Ordinal);
            Assert.Contains("42 % of the budget", told[0].TextContent, StringComparison.Ordinal);
            Assert.Equal("42", told[0].QuerySelector(".budget rect")!.GetAttribute("width"));
            Assert.Equal(
                ["5 min", "3000", "6", "2 ×"],
                told[0].QuerySelectorAll("tbody tr")[0].Children.Select(cell => cell.TextContent));
            Assert.Contains("Not judged now: no request.rate", told[1].TextContent, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Entity_WithoutPromises_SaysHowToMakeOneWhereItCan()
    {
        var service = Render(Samples.Service("web"), details => details);
        service.WaitForAssertion(() => Assert.Contains(
            "slo.availability: 99.9%", service.Find("[data-testid=objectives]").TextContent, StringComparison.Ordinal));

        var host = Render(Samples.Host("h1"), details => details);

        host.WaitForElement("[data-testid=series]");
        Assert.Empty(host.FindAll("[data-testid=objectives]"));
    }

    [Fact]
    public void Entity_SeriesAdriftAndFindingThatRecurs_AreTold()
    {
        var web = Samples.Service("web");
        var pattern = new RecurringPattern(
            TimeSpan.FromDays(1), TimeSpan.FromHours(15), TimeSpan.FromMinutes(2), 5, 6, Samples.Noon.AddDays(-6),
            Samples.Noon.AddDays(-1), 1e-6);
        var entity = Render(web, details => details with
        {
            Series = [Samples.Series(true, 0.03, 0.031) with { IsAdrift = true, Coverage = 0.62 }],
            Recurring =
            [
                new RecurringFinding(
                    web, ["request.duration"], pattern, Samples.Noon.AddHours(3), "Every day at 15:00."),
            ],
            Quality = new TelemetryQuality(web, 0.7, [],
                [
                    new SourceQuality("agent-1", 0.7, Samples.Noon, 100,
                        [new QualityReason(QualityFlaw.Gaps, 0.3, "A third is missing.")]),
                ]),
        });

        entity.WaitForAssertion(() =>
        {
            Assert.Contains("62 % of the last week's", entity.Find("[data-testid=adrift]").TextContent,
                StringComparison.Ordinal);
            var recurring = entity.Find("[data-testid=recurring]").TextContent;
            Assert.Contains("Every day at 15:00.", recurring, StringComparison.Ordinal);
            Assert.Contains("5 of 6 periods", recurring, StringComparison.Ordinal);
            Assert.Contains("2026-03-02 15:00", recurring, StringComparison.Ordinal);
            Assert.Contains("agent-1", entity.Find("[data-testid=quality] details").TextContent,
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

    private IRenderedComponent<EntityPage> Render(EntityId entity, Func<EntityDetails, EntityDetails> with)
    {
        var topology = Samples.Graph(1, [entity], []);
        _page.Show(topology);
        _page.Reader.Entities[entity.Text] = with(
            new EntityDetails(topology.Entities[0], Samples.Vitals(entity), [], [], [Samples.Series(true, 0.03)], []));
        return _page.Render<EntityPage>(page => page.Add(one => one.Id, entity.Text));
    }
}
