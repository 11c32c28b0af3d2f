using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>Faults of one action, with what the action selected.</summary>
internal sealed record InjectedAction(ImmutableArray<FaultSpec> Faults, ImmutableArray<EntityId> Selected);

/// <summary>
/// Turns an action into faults of an estate. Where only some copies of something are selected and the fault is of the
/// whole, its magnitude is scaled by their share: the mean is right, the tail is not, and a note says so.
/// </summary>
internal sealed class ChaosInjection(ChaosFormat format, Estate estate, SelectorResolution resolution)
{
    /// <summary>A host is busy with so many threads at most.</summary>
    private const double MostCores = 1024;

    private static readonly ImmutableSortedDictionary<string, double> Nothing =
        ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>The faults; null when it has none here, which is then noted.</summary>
    /// <param name="action">The action.</param>
    /// <param name="id">Start of the ids of its faults.</param>
    public InjectedAction? Of(ChaosAction action, string id)
    {
        if (action.Fault is { } ready)
        {
            action.Parameters.NoteRest();
            return IsSound(action, ready) ? new InjectedAction([ready with { Id = id }], ready.Targets) : null;
        }

        var row = ChaosMapping.Find(format, action.Id);
        if (row is null || row.Fault.Length == 0)
        {
            Note(action, row is null
                ? $"{action.Id} has no fault here; it was left out"
                : $"{action.Id} was left out: {row.Remark}");
            return null;
        }

        if (ChaosMagnitudes.Read(row, action) is not { } magnitudes)
        {
            return null;
        }

        action.Parameters.NoteRest();
        var (faults, selected) = Parts(row, action, magnitudes);
        if (selected.IsEmpty)
        {
            Note(action, "selects nothing of the estate; it was left out");
            return null;
        }

        var sound = faults.Select((fault, i) => fault with
        {
            Id = faults.Count == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{i + 1}"),
        }).Where(fault => IsSound(action, fault)).ToImmutableArray();
        return sound.IsEmpty ? null : new InjectedAction(sound, selected);
    }

    private (List<FaultSpec> Faults, ImmutableArray<EntityId> Selected) Parts(
        ChaosMappingRow row, ChaosAction action, ImmutableArray<(ChaosMeasure Measure, double Value)> magnitudes)
    {
        var like = new FaultSpec("", row.Fault, [], null, Nothing, TimeSpan.Zero, DurationOf(row, action));
        if (row.Targets == ChaosTargets.Hosts)
        {
            var hosts = resolution.Hosts(action.Selector);
            return (hosts.IsEmpty ? [] : [Scaled(like with { Targets = hosts }, magnitudes, 1, 1)], hosts);
        }

        var picks = resolution.Work(action.Selector);
        var faults = row.Targets switch
        {
            ChaosTargets.Copies => Copies(action, like, magnitudes, picks),
            ChaosTargets.Calls => Calls(action, like, magnitudes, picks),
            ChaosTargets.Cut when action.Peer is not null => Calls(action, like, magnitudes, picks),
            ChaosTargets.Cut => Cut(action, like, picks),
            _ => Work(action, like, magnitudes, picks),
        };
        return (faults, [.. picks.Select(pick => pick.Entity)]);
    }

    private static List<FaultSpec> Copies(
        ChaosAction action, FaultSpec like, ImmutableArray<(ChaosMeasure Measure, double Value)> magnitudes,
        ImmutableArray<ChaosPick> picks)
    {
        var left = magnitudes.Where(item => item.Measure.Unit == ChaosUnit.CopiesLeft)
            .Select(item => (double?)item.Value).FirstOrDefault();
        var lost = picks.Select(pick => (pick.Entity, Copies: left is null ? pick.Picked : pick.Of - (int)left.Value));
        foreach (var (entity, _) in lost.Where(one => one.Copies < 1))
        {
            Note(action, $"{entity} has no more copies than that already");
        }

        return [.. lost.Where(one => one.Copies >= 1)
            .GroupBy(one => one.Copies, one => one.Entity)
            .OrderBy(group => group.Key)
            .Select(group => like with
            {
                Targets = [.. group],
                Parameters = Nothing.Add("replicas", group.Key),
            })];
    }

    private static List<FaultSpec> Work(
        ChaosAction action, FaultSpec like, ImmutableArray<(ChaosMeasure Measure, double Value)> magnitudes,
        ImmutableArray<ChaosPick> picks)
    {
        NoteShares(action, picks);
        return [.. picks.GroupBy(pick => (pick.Picked, pick.Of), pick => pick.Entity)
            .Select(group => Scaled(
                like with { Targets = [.. group] }, magnitudes, group.Key.Picked, group.Key.Of))];
    }

    private List<FaultSpec> Calls(
        ChaosAction action, FaultSpec like, ImmutableArray<(ChaosMeasure Measure, double Value)> magnitudes,
        ImmutableArray<ChaosPick> picks)
    {
        NoteShares(action, picks);
        var own = picks.ToDictionary(pick => pick.Entity);
        var peers = action.Peer is null ? null : resolution.Work(action.Peer).Select(pick => pick.Entity).ToHashSet();
        var links = estate.World.Calls
            .Select(call => (call.Caller, call.Callee, Pick: Struck(call.Caller, call.Callee)))
            .Where(link => link.Pick is not null)
            .GroupBy(link => (link.Callee, link.Pick!.Value.Picked, link.Pick.Value.Of), link => link.Caller)
            .OrderBy(group => group.Key.Callee).ThenBy(group => group.Key.Picked).ThenBy(group => group.Key.Of);
        var faults = links.Select(group => Scaled(
            like with { Targets = [.. group], Peer = group.Key.Callee }, magnitudes, group.Key.Picked, group.Key.Of))
            .ToList();
        if (faults.Count == 0 && picks.Length > 0)
        {
            Note(action, "no calls travel between what is selected");
        }

        return faults;

        ChaosPick? Struck(EntityId caller, EntityId callee)
        {
            if (peers is null)
            {
                // Packets are struck on their way out of the selected copies: answers to callers, and their own calls.
                return own.TryGetValue(callee, out var pick) || own.TryGetValue(caller, out pick) ? pick : null;
            }

            var to = own.TryGetValue(caller, out var from) && peers.Contains(callee);
            var back = own.TryGetValue(callee, out var at) && peers.Contains(caller);
            return action.Direction switch
            {
                ChaosDirection.To => to ? from : null,
                ChaosDirection.From => back ? at : null,
                _ => to ? from : back ? at : null,
            };
        }
    }

    private static List<FaultSpec> Cut(ChaosAction action, FaultSpec like, ImmutableArray<ChaosPick> picks)
    {
        var whole = picks.Where(pick => pick.Picked == pick.Of).Select(pick => pick.Entity).ToImmutableArray();
        var faults = whole.IsEmpty ? [] : new List<FaultSpec> { like with { Targets = whole } };
        foreach (var pick in picks.Where(pick => pick.Picked < pick.Of))
        {
            Note(action, $"{pick.Picked} of {pick.Of} copies of {pick.Entity} are cut off: they count as lost");
            faults.Add(like with
            {
                Kind = "replica-loss",
                Targets = [pick.Entity],
                Parameters = Nothing.Add("replicas", pick.Picked),
            });
        }

        return faults;
    }

    private static FaultSpec Scaled(
        FaultSpec fault, ImmutableArray<(ChaosMeasure Measure, double Value)> magnitudes, int picked, int of)
    {
        var parameters = Nothing;
        foreach (var (measure, value) in magnitudes)
        {
            var scaled = measure switch
            {
                { Unit: ChaosUnit.CoresOfACopy } => Math.Min(MostCores, value * picked),
                { Parameter: "factor" } => 1 + ((value - 1) * picked / of),
                // Fewer requests are struck then, and each as hard.
                { Parameter: "milliseconds" } when magnitudes.Any(item => item.Measure.Parameter == "ratio") => value,
                _ when fault.Kind == "cpu-hog" => Math.Min(MostCores, value),
                _ => value * picked / of,
            };
            parameters = parameters.Add(measure.Parameter, Math.Round(scaled, 6));
        }

        return fault with { Parameters = parameters };
    }

    private static TimeSpan? DurationOf(ChaosMappingRow row, ChaosAction action)
    {
        if (action.Duration is { } duration)
        {
            return duration > TimeSpan.Zero ? duration : null;
        }

        if (row.Lasts is { } lasts)
        {
            Note(action, $"the file says no duration: {DurationText.Format(lasts)} are assumed");
        }

        return row.Lasts;
    }

    private bool IsSound(ChaosAction action, FaultSpec fault)
    {
        var reasons = FaultCatalog.Check(fault, estate);
        foreach (var reason in reasons)
        {
            Note(action, $"a {fault.Kind} was left out: {reason}");
        }

        return reasons.IsEmpty;
    }

    private static void NoteShares(ChaosAction action, ImmutableArray<ChaosPick> picks)
    {
        foreach (var pick in picks.Where(pick => pick.Picked < pick.Of))
        {
            Note(action, $"{pick.Picked} of {pick.Of} copies of {pick.Entity} are struck: its mean is scaled by that");
        }
    }

    private static void Note(ChaosAction action, string text) => action.Parameters.Log.Note(action.Place, text);
}
