using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>One trace as a forest: spans whose parent is missing are roots too, and a span that is its own ancestor is
/// cut loose.</summary>
internal sealed class TraceShape
{
    private readonly int[] _parents;
    private readonly List<int>[] _children;

    private TraceShape(ImmutableArray<Span> spans, int[] parents, List<int>[] children)
    {
        Spans = spans;
        _parents = parents;
        _children = children;
    }

    /// <summary>The spans, by start and id; of two with one id the first stays.</summary>
    public ImmutableArray<Span> Spans { get; }

    public static TraceShape Of(IEnumerable<Span> trace)
    {
        ImmutableArray<Span> spans = [.. trace
            .OrderBy(span => span.Start).ThenBy(span => span.SpanId, StringComparer.Ordinal)
            .DistinctBy(span => span.SpanId)];
        var places = new Dictionary<string, int>(spans.Length, StringComparer.Ordinal);
        for (var i = 0; i < spans.Length; i++)
        {
            places[spans[i].SpanId] = i;
        }

        var parents = new int[spans.Length];
        var children = new List<int>[spans.Length];
        for (var i = 0; i < spans.Length; i++)
        {
            children[i] = [];
            parents[i] = spans[i].ParentSpanId is { } id && places.TryGetValue(id, out var parent) ? parent : -1;
        }

        for (var i = 0; i < spans.Length; i++)
        {
            if (IsOwnAncestor(parents, i))
            {
                parents[i] = -1;
            }

            if (parents[i] >= 0)
            {
                children[parents[i]].Add(i);
            }
        }

        return new TraceShape(spans, parents, children);
    }

    /// <summary>The span that caused one; -1 for none.</summary>
    public int ParentOf(int span) => _parents[span];

    /// <summary>Spans one caused, ascending.</summary>
    public IReadOnlyList<int> ChildrenOf(int span) => _children[span];

    /// <summary>True when a request came to the span's entity with it.</summary>
    public bool IsEntry(int span) => _parents[span] < 0 || Spans[_parents[span]].Entity != Spans[span].Entity;

    /// <summary>True when the span is nothing but one call of another entity.</summary>
    public bool IsCallSpan(int span) =>
        _children[span].Count == 1 && Spans[_children[span][0]].Entity != Spans[span].Entity;

    /// <summary>How much longer the call took than the work called for; null when no span stands for the
    /// call.</summary>
    public double? GapBefore(int entry) => _parents[entry] is >= 0 and var parent && IsCallSpan(parent)
        ? (Spans[parent].Duration - Spans[entry].Duration).TotalSeconds
        : null;

    private static bool IsOwnAncestor(int[] parents, int span)
    {
        var steps = 0;
        for (var at = parents[span]; at >= 0; at = parents[at])
        {
            if (at == span)
            {
                return true;
            }

            if (++steps > parents.Length)
            {
                return false;
            }
        }

        return false;
    }
}
