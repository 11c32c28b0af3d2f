using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>Turns what traces and logs say into reasons for suspects.</summary>
internal sealed class RequestScoring
{
    // A callee whose calls are delayed this much of what its caller changed explains half of the caller's change.
    private const double CalleeShare = 0.6;
    private const double LeftToCaller = 0.5;

    // That all calls of one caller are delayed can be told from three callees on.
    private const int LeastCallees = 3;

    private readonly CaseView _view;
    private readonly ILookup<EntityId, RequestChange> _changes;
    private readonly ILookup<EntityId, GapChange> _calls;
    private readonly SortedDictionary<EntityId, GapChange> _inbound = [];
    private readonly SortedDictionary<EntityId, (double Strength, int Callees)> _outbound = [];

    public RequestScoring(CaseView view)
    {
        _view = view;
        var requests = view.Source.Requests;
        _changes = requests.Changes.OrderByDescending(change => change.Strength).ToLookup(change => change.Entity);
        _calls = requests.Gaps.OrderBy(gap => gap.Callee).ToLookup(gap => gap.Caller);
        foreach (var caller in _calls)
        {
            _outbound[caller.Key] = Outbound([.. caller]);
        }

        foreach (var callee in requests.Gaps.OrderBy(gap => gap.Caller).GroupBy(gap => gap.Callee))
        {
            _inbound[callee.Key] = Inbound([.. callee]);
        }
    }

    /// <summary>Adds what requests say of a suspect.</summary>
    public void Add(SuspectDraft draft)
    {
        if (Strongest(draft.Entity, RequestChangeKind.Pattern) is { } pattern)
        {
            var isFollowing = _calls[draft.Entity].Any(call =>
                _inbound[call.Callee].Strength >= CalleeShare * pattern.Strength);
            draft.Add(
                EvidenceKind.EventPattern,
                RequestWeights.PatternCap * pattern.Strength * (isFollowing ? LeftToCaller : 1), pattern.Sentence,
                pattern.Traces);
        }

        if (Strongest(draft.Entity, RequestChangeKind.Lines) is { } lines)
        {
            draft.Add(
                EvidenceKind.LogTemplate, RequestWeights.LinesCap * lines.Strength, $"{draft.Entity} {lines.Sentence}");
        }

        if (Strongest(draft.Entity, RequestChangeKind.SelfTime) is { } slow)
        {
            draft.Add(EvidenceKind.SelfTime, RequestWeights.SelfTimeCap * slow.Strength, slow.Sentence);
        }

        var inbound = _inbound.GetValueOrDefault(draft.Entity);
        var outbound = _outbound.GetValueOrDefault(draft.Entity);
        if (inbound is not null && inbound.Strength >= outbound.Strength)
        {
            draft.Add(
                EvidenceKind.NetworkGap, RequestWeights.GapCap * inbound.Strength,
                $"calls of {draft.Entity} wait {RequestComparison.Milliseconds(inbound.SecondsNow)} longer than it "
                    + $"works, usually {RequestComparison.Milliseconds(inbound.SecondsBefore)}");
        }
        else
        {
            draft.Add(
                EvidenceKind.NetworkGap, RequestWeights.GapCap * outbound.Strength,
                $"{draft.Entity} waits longer for all {outbound.Callees} it calls than they work");
        }

        if (!draft.IsDirect)
        {
            draft.Family = FamilyOf(draft);
        }
    }

    /// <summary>The kind of trouble that requests speak for most, where the suspect's own samples show none.</summary>
    private static MetricFamily FamilyOf(SuspectDraft draft) => draft.Reasons.Where(reason => reason.Weight > 0)
        .OrderByDescending(reason => reason.Weight).Select(reason => reason.Kind switch
        {
            EvidenceKind.NetworkGap => MetricFamily.Network,
            EvidenceKind.SelfTime => MetricFamily.Latency,
            EvidenceKind.EventPattern or EvidenceKind.LogTemplate => MetricFamily.Errors,
            _ => draft.Family,
        }).FirstOrDefault(draft.Family);

    private RequestChange? Strongest(EntityId entity, RequestChangeKind kind) =>
        _changes[entity].FirstOrDefault(change => change.Kind == kind);

    /// <summary>How much all of a caller's calls are delayed, whomever it calls.</summary>
    private static (double Strength, int Callees) Outbound(List<GapChange> calls)
    {
        var strengths = calls.Select(call => call.Strength).Order().ToList();
        return strengths.Count < LeastCallees
            ? (0, strengths.Count)
            : (strengths[(int)(RequestWeights.GapQuantile * (strengths.Count - 1))], strengths.Count);
    }

    /// <summary>The gap that nearly all calls of a callee exceed. A network fault at the callee delays the calls of
    /// all callers; a starved caller delays all its own calls, and is to blame for them (reference 3.4).</summary>
    private GapChange Inbound(List<GapChange> calls)
    {
        var seen = calls.Select(call => call with { Strength = call.Strength * NotTheCallers(call) })
            .OrderBy(call => call.Strength).ThenBy(call => call.Caller).ToList();
        var reach = RequestWeights.GapQuantile * seen.Sum(call => call.Requests);
        foreach (var call in seen)
        {
            reach -= call.Requests;
            if (reach <= 0)
            {
                return call;
            }
        }

        return seen[^1];
    }

    private double NotTheCallers(GapChange call)
    {
        var left = 1 - _outbound[call.Caller].Strength;
        return _view.Graph.TryIndex(call.Caller, out var node) && _view.At(node) is { } caller
            ? left * (1 - RobustDeviation.Bound(
                caller.BadnessIn(MetricFamily.Cpu), _view.Settings.AnomalyThreshold))
            : left;
    }
}
