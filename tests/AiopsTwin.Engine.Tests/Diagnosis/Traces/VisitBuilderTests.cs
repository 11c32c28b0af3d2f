using AiopsTwin.Engine.Diagnosis.Logs;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis.Traces;

public sealed class VisitBuilderTests
{
    [Fact]
    public void Build_OneRequest_OneVisitPerEntityWithWhatHappenedInIt()
    {
        var requests = new Requests();
        requests.Add(0, gapMs: 7);

        var visits = requests.Visits().ToList();

        Assert.Equal(["web", "api", "db"], visits.Select(visit => visit.Entity.Name));
        var api = visits[1];
        Assert.Equal("/orders/*", api.Operation);
        Assert.Equal(Graph.Id("web"), api.Caller);
        Assert.Equal(0.002, api.GapSeconds!.Value, 6);
        Assert.Equal(0.088 - 0.027, api.SelfSeconds, 6);
        Assert.Equal(0.007, visits[2].GapSeconds!.Value, 6);
        Assert.Contains(new VisitEvent(VisitEventKind.Logged, "Api#10"), api.Events);
        Assert.Contains(new VisitEvent(VisitEventKind.Worked, "call db"), api.Events);
        Assert.Contains(new VisitEvent(VisitEventKind.Called, "SELECT orders", Graph.Id("db")), api.Events);
    }

    [Fact]
    public void Build_ShuffledSpansAndLines_SameVisits()
    {
        var requests = new Requests();
        for (var i = 0; i < 20; i++)
        {
            requests.Add(i, i % 3 == 0 ? $"INFO stored {i} rows" : "INFO Api#10");
        }

        var shuffled = new VisitBuilder(new LogTemplateTree()).Build(
            requests.Spans.OrderByDescending(span => span.SpanId, StringComparer.Ordinal),
            requests.Lines.OrderByDescending(line => line.SpanId, StringComparer.Ordinal));

        Assert.Equal(requests.Visits().Select(Text), shuffled.Select(Text));
    }

    [Fact]
    public void Build_SpanThatIsItsOwnAncestor_IsCutLoose()
    {
        Span[] loop =
        [
            new("t", "a", "b", Graph.Id("x"), "one", Requests.Start, TimeSpan.FromSeconds(1), false),
            new("t", "b", "a", Graph.Id("x"), "two", Requests.Start, TimeSpan.FromSeconds(1), false),
        ];

        var visits = new VisitBuilder(new LogTemplateTree()).Build(loop, []);

        Assert.Single(visits);
    }

    [Fact]
    public void Build_LineOfAnUnknownSpan_IsCountedAsLoose()
    {
        var builder = new VisitBuilder(new LogTemplateTree());

        builder.Build([], [new LogRecord(Graph.Id("x"), Requests.Start, LogSeverity.Info, "hello", "t", "s")]);

        Assert.Equal(1, builder.LooseLines);
    }

    private static string Text(Visit visit) =>
        $"{visit.At:O} {visit.Entity} {visit.Operation} {visit.SelfSeconds} {visit.GapSeconds} "
        + string.Join('|', visit.Events);
}
