using AiopsTwin.Engine.Diagnosis.Logs;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis.Traces;

public sealed class RequestComparisonTests
{
    private const double Onset = 300;

    [Fact]
    public void Of_NothingChanged_FindsNothing()
    {
        var requests = Steady(400);

        var evidence = requests.Compare(Onset);

        Assert.Empty(evidence.Changes);
        Assert.All(evidence.Gaps, gap => Assert.Equal(0, gap.Strength));
    }

    [Fact]
    public void Of_NewErrorInPlaceOfACall_IsAPatternOfTheEntityThatLogsIt()
    {
        var requests = Steady(Onset);
        for (var second = Onset; second < 400; second += 2)
        {
            requests.Add(second, "ERROR Api#12", callsDb: false);
        }

        var change = Assert.Single(requests.Compare(Onset).Changes, change => change.Kind == RequestChangeKind.Pattern);

        Assert.Equal(Graph.Id("api"), change.Entity);
        Assert.InRange(change.Strength, 0.9, 1);
        Assert.Contains("logs the error 'Api#12' in 100 %", change.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CallerWaitsLongerThanTheCalleeWorks_IsAGapOfThatPairAlone()
    {
        var requests = Steady(Onset);
        for (var second = Onset; second < 400; second += 2)
        {
            requests.Add(second, gapMs: 250);
        }

        var gaps = requests.Compare(Onset).Gaps;

        var slow = Assert.Single(gaps, gap => gap.Strength > 0);
        Assert.Equal((Graph.Id("api"), Graph.Id("db")), (slow.Caller, slow.Callee));
        Assert.InRange(slow.Strength, 0.8, 1);
        Assert.Equal(0.25, slow.SecondsNow, 6);
        Assert.Equal(0.002, slow.SecondsBefore, 6);
    }

    [Fact]
    public void Of_OneRequestThatHung_IsNoGap()
    {
        var requests = Steady(400);
        requests.Add(350, gapMs: 20_000);

        Assert.All(requests.Compare(Onset).Gaps, gap => Assert.Equal(0, gap.Strength));
    }

    [Fact]
    public void Of_NoLinesCollectedBefore_DoesNotTakeLinesForNews()
    {
        var requests = new Requests();
        for (var second = 0.0; second < 400; second += 2)
        {
            requests.Add(second);
        }

        var silent = new RequestHistory(TraceLimits.Default);
        var now = new RequestWindow(TraceLimits.Default);
        foreach (var visit in requests.Visits())
        {
            if (visit.At < Requests.Start.AddSeconds(Onset))
            {
                silent.Add(visit with { Events = visit.Events.RemoveAll(happened => happened.IsLogged) });
            }
            else
            {
                now.Add(visit);
            }
        }

        Assert.Empty(RequestComparison.Of(silent, now).Changes);
    }

    [Fact]
    public void Of_CallsThatFail_AreToldOfTheCalleeThoughItSaysNothing()
    {
        var (history, now) = (new RequestHistory(TraceLimits.Default), new RequestWindow(TraceLimits.Default));
        for (var n = 0; n < 200; n++)
        {
            var isBroken = n >= 150;
            foreach (var visit in new VisitBuilder(new LogTemplateTree()).Build(
                Checkout(n, isBroken), isBroken ? [Complaint(n)] : []))
            {
                if (isBroken)
                {
                    now.Add(visit);
                }
                else
                {
                    history.Add(visit);
                }
            }
        }

        var patterns = RequestComparison.Of(history, now).Changes
            .Where(change => change.Kind == RequestChangeKind.Pattern && change.Strength > 0).ToList();

        var blamed = Assert.Single(patterns);
        Assert.Equal(Graph.Id("db"), blamed.Entity);
        Assert.Contains("sees calls of datastore:db fail in 100 %", blamed.Sentence, StringComparison.Ordinal);
    }

    private static Span[] Checkout(int n, bool isBroken)
    {
        var (at, trace) = (Requests.Start.AddSeconds(n * 2), $"t{n}");
        var (brief, whole) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(40));
        var call = new Span(trace, trace + "b", trace + "a", Graph.Id("api"), "call db", at, brief, isBroken)
        {
            Kind = SpanKind.Client,
            Peer = Graph.Id("db"),
        };
        Span[] both =
        [
            new(trace, trace + "a", null, Graph.Id("api"), "POST /", at, whole, isBroken), call,
        ];
        return isBroken
            ? both
            : [.. both, new Span(trace, trace + "c", trace + "b", Graph.Id("db"), "query", at, brief, false)];
    }

    private static LogRecord Complaint(int n) => new(
        Graph.Id("api"), Requests.Start.AddSeconds(n * 2), LogSeverity.Error, "connection to db refused", $"t{n}",
        $"t{n}a");

    private static Requests Steady(double until)
    {
        var requests = new Requests();
        for (var second = 0.0; second < until; second += 2)
        {
            requests.Add(second);
        }

        return requests;
    }
}
