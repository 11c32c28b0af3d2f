using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>One trace as a forest: spans whose parent is missing are roots too, and a span that is its own ancestor is
/// cut loose.</summary>
internal sealed class TraceShape
{
    private readonly int[] _parents;
    private readonly int[] _children;
    private readonly int[] _firstChild;

    private TraceShape(ImmutableArray<Span> spans, int[] parents)
    {
        Spans = spans;
        _parents = parents;
        _firstChild = new int[spans.Length + 1];
        foreach (var parent in parents)
        {
            if (parent >= 0)
            {
                _firstChild[parent + 1]++;
            }
        }

        for (var i = 0; i < spans.Length; i++)
        {
            _firstChild[i + 1] += _firstChild[i];
        }

        _children = new int[_firstChild[^1]];
        var next = _firstChild.AsSpan(0, spans.Length).ToArray();
        for (var i = 0; i < spans.Length; i++)
        {
            if (parents[i] >= 0)
            {
                _children[next[parents[i]]++] = i;
            }
        }
    }

    /// <summary>The spans, by start and id; of two with one id the first stays.</summary>
    public ImmutableArray<Span> Spans { get; }

    public static TraceShape Of(IReadOnlyCollection<Span> trace)
    {
        // Equals among the keys are duplicates of one span: the first that was handed over stays, as in a stable sort.
        var ordered = trace.Count == 1 ? [.. trace] : trace
            .OrderBy(span => span.Start).ThenBy(span => span.SpanId, StringComparer.Ordinal).ToArray();
        var places = new Dictionary<string, int>(ordered.Length, StringComparer.Ordinal);
        var kept = ImmutableArray.CreateBuilder<Span>(ordered.Length);
        foreach (var span in ordered)
        {
            if (places.TryAdd(span.SpanId, kept.Count))
            {
                kept.Add(span);
            }
        }

        var spans = kept.DrainToImmutable();
        var parents = new int[spans.Length];
        for (var i = 0; i < spans.Length; i++)
        {
            parents[i] = spans[i].ParentSpanId is { } id && places.TryGetValue(id, out var parent) ? parent : -1;
        }

        for (var i = 0; i < spans.Length; i++)
        {
            if (IsOwnAncestor(parents, i))
            {
                parents[i] = -1;
            }
        }

        return new TraceShape(spans, parents);
    }

    /// <summary>The span that caused one; -1 for none.</summary>
    public int ParentOf(int span) => _parents[span];

    /// <summary>Spans one caused, ascending.</summary>
    public ReadOnlySpan<int> ChildrenOf(int span) =>
        _children.AsSpan(_firstChild[span], _firstChild[span + 1] - _firstChild[span]);

    /// <summary>True when a request came to the span's entity with it.</summary>
    public bool IsEntry(int span) => _parents[span] < 0 || Spans[_parents[span]].Entity != Spans[span].Entity;

    /// <summary>True when the span is nothing but one call of another entity.</summary>
    public bool IsCallSpan(int span) =>
        ChildrenOf(span) is [var child] && Spans[child].Entity != Spans[span].Entity;

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
