using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Telemetry;

namespace AiopsTwin.Scenarios.Tests.Recorded.Telemetry;

public sealed class SpanSampleTests
{
    private static readonly List<Span> Spans =
    [
        .. Enumerable.Range(0, 3_000).Select(number => new Span(
            (number / 3).ToString(CultureInfo.InvariantCulture), number.ToString(CultureInfo.InvariantCulture), null,
            EntityId.Of(EntityKind.Service, "shop"), "order", DateTimeOffset.UnixEpoch, TimeSpan.Zero, false)),
    ];

    [Fact]
    public void Add_WithinTheLimit_KeepsAll()
    {
        var sample = Sample(Spans, 3_000);

        Assert.Equal(3_000, sample.Spans.Count());
        Assert.Equal(0, sample.Halvings);
    }

    [Fact]
    public void Add_BeyondTheLimit_KeepsWholeTracesAndAboutAsMany()
    {
        var sample = Sample(Spans, 1_000);

        Assert.Equal(2, sample.Halvings);
        Assert.InRange(sample.Spans.Count(), 600, 1_000);
        Assert.All(sample.Spans.GroupBy(span => span.TraceId), trace => Assert.Equal(3, trace.Count()));
    }

    [Fact]
    public void Add_InTheOppositeOrder_KeepsTheSame()
    {
        var (one, other) = (Sample(Spans, 700), Sample(Enumerable.Reverse(Spans), 700));

        Assert.Equal(
            one.Spans.Select(span => span.SpanId).Order(StringComparer.Ordinal),
            other.Spans.Select(span => span.SpanId).Order(StringComparer.Ordinal));
    }

    private static SpanSample Sample(IEnumerable<Span> spans, int limit)
    {
        var sample = new SpanSample(limit);
        foreach (var span in spans)
        {
            sample.Add(span);
        }

        return sample;
    }
}
