using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>What a world's requests look like to tracing.</summary>
public sealed class RequestTelemetryTests
{
    private static readonly WorldSettings Traced = WorldCase.Settings with { Traces = 5 };

    [Fact]
    public void Tick_WithTraces_MetricsAreTheSame()
    {
        var expected = World(WorldCase.Settings).Record(60);

        var actual = World(Traced).Record(60);

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Tick_SameSeed_SameSpansAndLines() => Assert.Equal(
        Told(Signals(World(Traced), 60)), Told(Signals(World(Traced), 60)));

    [Fact]
    public void Tick_HealthyWorld_FollowsRequestsAlongTheCallsWithTrueParents()
    {
        var signals = Signals(World(Traced), 60);

        var ids = signals.Spans.ToDictionary(span => (span.TraceId, span.SpanId));
        Assert.Equal(30, signals.Spans.Count(span => span.ParentSpanId is null));
        Assert.Equal(30 * 5, signals.Spans.Length);
        Assert.All(signals.Spans.Where(span => span.ParentSpanId is not null), span =>
        {
            var parent = ids[(span.TraceId, span.ParentSpanId!)];
            Assert.InRange(span.Start, parent.Start, parent.Start + parent.Duration);
            Assert.True(span.Duration <= parent.Duration, $"{span} outlasts {parent}");
        });
        Assert.All(signals.Lines, line => Assert.Equal(LogSeverity.Info, line.Severity));
    }

    [Fact]
    public void Tick_EntityThatFails_FailsItsSpansAndLogsTheError()
    {
        var world = World(Traced);
        world.Run(30);
        world.Inject(WorldCase.Fault("error-add", "api", ("ratio", 1)));

        var signals = Signals(world, 60);

        Assert.All(signals.Spans.Where(span => span.Entity == EstateBuilder.Id("api") && span.Kind == SpanKind.Server),
            span => Assert.True(span.IsError));
        Assert.All(signals.Spans.Where(span => span.Entity == EstateBuilder.Id("db")),
            span => Assert.False(span.IsError));
        Assert.Contains(signals.Lines, line => line.Entity == EstateBuilder.Id("api")
            && line.Body.StartsWith("unhandled exception", StringComparison.Ordinal));
    }

    [Fact]
    public void Tick_EntityThatIsDown_SaysNothingAndItsCallerNamesIt()
    {
        var world = World(Traced);
        world.Run(30);
        world.Inject(WorldCase.Fault("host-down", "host1"));
        world.Run(10);

        var signals = Signals(world, 60);

        Assert.DoesNotContain(signals.Spans, span => span.Entity == EstateBuilder.Id("db"));
        Assert.All(
            signals.Spans.Where(span => span.Kind == SpanKind.Client && span.Entity == EstateBuilder.Id("api")),
            span => Assert.Equal((true, EstateBuilder.Id("db")), (span.IsError, span.Peer!.Value)));
    }

    [Fact]
    public void Tick_WayThatTakesLonger_IsAGapBetweenBothSidesOfTheCall()
    {
        var world = World(Traced);
        world.Inject(WorldCase.Fault("latency-add", "api", ("milliseconds", 200)).To("db"));

        var spans = Signals(world, 60).Spans;

        var gaps = spans.Where(span => span.Entity == EstateBuilder.Id("db")).Select(span =>
            (spans.Single(parent => parent.TraceId == span.TraceId && parent.SpanId == span.ParentSpanId).Duration
                - span.Duration).TotalMilliseconds).ToList();
        Assert.NotEmpty(gaps);
        Assert.All(gaps, gap => Assert.InRange(gap, 200, 210));
    }

    [Fact]
    public void Validate_TooManyTraces_IsRefused() => Assert.Throws<ArgumentException>(() =>
        (WorldCase.Settings with { Traces = WorldSettings.MostTraces + 1 }).Validate());

    private static SimulatedWorld World(WorldSettings settings)
    {
        var estate = EstateBuilder.Of("web -> api -> db @ host1", "web @ host2", "api @ host2")
            .Process("web", model => model with { ErrorRatio = 0 })
            .Process("api", model => model with { ErrorRatio = 0 })
            .Process("db", model => model with { ErrorRatio = 0 })
            .Build();
        return new SimulatedWorld(estate, [WorldCase.Steady("web", 20)], 1, settings);
    }

    private static RequestSignals Signals(SimulatedWorld world, int ticks)
    {
        var (spans, lines) = (ImmutableArray.CreateBuilder<Span>(), ImmutableArray.CreateBuilder<LogRecord>());
        for (var i = 0; i < ticks; i++)
        {
            var requests = world.Tick().Requests;
            spans.AddRange(requests.Spans);
            lines.AddRange(requests.Lines);
        }

        return new RequestSignals(spans.ToImmutable(), lines.ToImmutable());
    }

    private static List<string> Told(RequestSignals signals) =>
        [.. signals.Spans.Select(span => span.ToString()), .. signals.Lines.Select(line => line.ToString())];
}
