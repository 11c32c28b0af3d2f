using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis.Traces;

public sealed class RequestJoinTests
{
    private static readonly DateTimeOffset Later = RequestStory.At(120);

    [Fact]
    public void Close_TraceInAnyOrderAndParts_GivesTheSameVisits()
    {
        var signals = new RequestStory(1).Signals(60);
        var whole = new RequestJoin(RequestSettings.Default);
        whole.Take(signals);
        var expected = whole.Close(Later);
        var random = new SeededRandom(3);

        for (var round = 0; round < 20; round++)
        {
            var parts = new RequestJoin(RequestSettings.Default);
            foreach (var line in signals.Lines.OrderBy(_ => random.NextBits()))
            {
                parts.Take(new RequestSignals([], [line]));
            }

            foreach (var span in signals.Spans.OrderBy(_ => random.NextBits()))
            {
                parts.Take(new RequestSignals([span], []));
            }

            var actual = parts.Close(Later);
            Assert.Equal(Told(expected), Told(actual));
        }

        Assert.Equal(12, expected.Visits.Length);
        Assert.Empty(expected.Lines);
    }

    [Fact]
    public void Close_BeforeTheWaitIsOver_ClosesNothing()
    {
        var join = new RequestJoin(RequestSettings.Default);
        join.Take(new RequestStory(1).Signals(60));

        var early = join.Close(RequestStory.At(64));
        var due = join.Close(RequestStory.At(75));

        Assert.Empty(early.Visits);
        Assert.NotEmpty(due.Visits);
        Assert.Equal(0, join.Waiting);
    }

    [Fact]
    public void Take_SpanOfAClosedTrace_IsLateAndItsLineIsLoose()
    {
        var signals = new RequestStory(1).Signals(60);
        var join = new RequestJoin(RequestSettings.Default);
        join.Take(signals with { Spans = signals.Spans[1..], Lines = [] });
        join.Close(Later);

        var late = join.Take(new RequestSignals([signals.Spans[0]], [signals.Lines[0]]));
        var closed = join.Close(Later.AddSeconds(10));

        Assert.Equal((1, 1), (late.Late, late.Lines));
        Assert.Empty(closed.Visits);
        Assert.Equal("order * of customer * accepted", Assert.Single(closed.Lines).Event.Name);
    }

    [Fact]
    public void Take_KnownSpan_IsADuplicate()
    {
        var signals = new RequestStory(1).Signals(60);
        var join = new RequestJoin(RequestSettings.Default);
        join.Take(signals);

        var again = join.Take(signals);

        Assert.Equal(signals.Spans.Length + signals.Lines.Length, again.Duplicates);
        Assert.Equal(12, join.Close(Later).Visits.Length);
    }

    [Fact]
    public void Take_BeyondTheLimits_IsRefusedAndCounted()
    {
        var signals = new RequestStory(1).Signals(60);
        var full = new RequestJoin(RequestSettings.Default with { MaxOpen = 5 });
        var narrow = new RequestJoin(RequestSettings.Default with { MaxSpansPerTrace = 2 });

        var beyondAll = full.Take(signals);
        var beyondOne = narrow.Take(signals with { Lines = [] });

        Assert.Equal(5, beyondAll.Spans);
        Assert.Equal(signals.Spans.Length - 5 + signals.Lines.Length, beyondAll.Refused);
        Assert.Equal((8, signals.Spans.Length - 8), (beyondOne.Spans, beyondOne.Refused));
    }

    [Fact]
    public void Close_SpanAtTheEndOfTime_IsClosedAfterTheLongestJoin()
    {
        var far = new RequestStory(1).Signals(60).Spans[0] with
        {
            Start = DateTimeOffset.MaxValue,
            Duration = TimeSpan.FromHours(1),
        };
        var join = new RequestJoin(RequestSettings.Default);
        join.Take(new RequestSignals([far], []));

        var first = join.Close(RequestStory.At(0));
        var last = join.Close(RequestStory.At(301));

        Assert.Empty(first.Visits);
        Assert.Single(last.Visits);
    }

    [Fact]
    public void Close_ParentThatNeverCame_IsAnOrphan()
    {
        var signals = new RequestStory(1).Signals(60);
        var join = new RequestJoin(RequestSettings.Default);
        join.Take(new RequestSignals([.. signals.Spans.Where(span => span.SpanId != "2")], []));

        var visits = join.Close(Later).Visits;

        Assert.All(visits.Where(visit => visit.Entity == RequestStory.Id("api")), visit => Assert.True(visit.IsOrphan));
        Assert.All(visits.Where(visit => visit.Entity == RequestStory.Id("db")), visit => Assert.False(visit.IsOrphan));
    }

    private static List<string> Told(JoinedRequests joined) =>
    [
        .. joined.Visits.Select(visit => $"{visit with { Events = [] }} {string.Join(' ', visit.Events)}"),
        .. joined.Lines.Select(line => line.ToString()),
    ];
}
