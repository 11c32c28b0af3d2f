using System.Globalization;
using AiopsTwin.Engine.Diagnosis.Logs;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis.Traces;

/// <summary>Writes requests that go from <c>web</c> over <c>api</c> to <c>db</c>, with the spans of both ends of every
/// call and a line of code site in each.</summary>
internal sealed class Requests
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 10, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private readonly List<Span> _spans = [];
    private readonly List<LogRecord> _lines = [];
    private int _count;

    public IReadOnlyList<Span> Spans => _spans;

    public IReadOnlyList<LogRecord> Lines => _lines;

    /// <summary>One request.</summary>
    /// <param name="second">When, in seconds after the start.</param>
    /// <param name="api">Code site the api logs at the end; an error when it begins with ERROR.</param>
    /// <param name="gapMs">How much longer the api waits for the db than it works.</param>
    /// <param name="callsDb">Whether the api gets that far.</param>
    public void Add(double second, string api = "INFO Api#10", double gapMs = 2, bool callsDb = true)
    {
        var trace = string.Create(CultureInfo.InvariantCulture, $"t{_count++}");
        var at = Start.AddSeconds(second);
        Add((trace, "w1", null), ("web", "GET /"), at, 100);
        Add((trace, "w2", "w1"), ("web", "call api"), at + Step, 90);
        Add((trace, "a1", "w2"), ("api", "/orders/17"), at + (2 * Step), 88);
        if (callsDb)
        {
            Add((trace, "a2", "a1"), ("api", "call db"), at + (3 * Step), 20 + gapMs);
            Add((trace, "d1", "a2"), ("db", "SELECT orders"), at + (4 * Step), 20);
        }

        _lines.Add(new LogRecord(
            Graph.Id("api"), at + (5 * Step),
            api.StartsWith("ERROR", StringComparison.Ordinal) ? LogSeverity.Error : LogSeverity.Info, api, trace,
            trace + "a1"));
    }

    public IEnumerable<Visit> Visits() => new VisitBuilder(new LogTemplateTree()).Build(_spans, _lines);

    /// <summary>Compares requests before an instant with those from it on.</summary>
    public RequestEvidence Compare(double onset)
    {
        var (history, now) = (new RequestHistory(TraceLimits.Default), new RequestWindow(TraceLimits.Default));
        foreach (var visit in Visits())
        {
            if (visit.At < Start.AddSeconds(onset))
            {
                history.Add(visit);
            }
            else
            {
                now.Add(visit);
            }
        }

        return RequestComparison.Of(history, now);
    }

    private void Add((string Trace, string Id, string? Parent) span, (string Entity, string Operation) work,
        DateTimeOffset at, double ms) =>
        _spans.Add(new Span(
            span.Trace, span.Trace + span.Id, span.Parent is null ? null : span.Trace + span.Parent,
            Graph.Id(work.Entity), work.Operation, at, TimeSpan.FromMilliseconds(ms), false));
}
