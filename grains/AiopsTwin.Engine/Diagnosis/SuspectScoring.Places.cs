using System.Globalization;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>What speaks for a place, and for what stands on it (diagnosis reference 4.8).</summary>
internal sealed partial class SuspectScoring
{
    private void AddPlace(SuspectDraft draft, EntityReading reading)
    {
        if (_places.At(draft.Node) is { IsWidened: true } place)
        {
            var all = place.Silent * 2 >= place.Affected.Count;
            var count = all ? place.Silent : place.Affected.Count;
            var share = (double)count / place.Total;
            draft.Family = draft.IsDirect ? draft.Family : MetricFamily.Availability;
            draft.Add(
                all ? EvidenceKind.Silence : EvidenceKind.PropagationFit, PlaceCap * Math.Max(share, reading.Strength),
                string.Create(CultureInfo.InvariantCulture,
                    $"{count} of {place.Total} that stand on {draft.Entity} "
                        + $"{(all ? "fell silent" : "are affected")}; chance {place.Chance:0.0e0}"));
        }

        if (_places.LoneUser(draft.Node) is { } user)
        {
            draft.Add(
                EvidenceKind.ExplainedAway, -AwayCap,
                $"{_view.Graph.IdOf(user)} alone uses more of {draft.Entity} than it did: it is the cause, and "
                    + $"{draft.Entity} its victim");
        }

        if (_places.At(draft.Node) is { IsWidened: true } dark && dark.Silent * 2 >= dark.Affected.Count
            && reading is { Reports: true, IsSilent: false })
        {
            draft.Add(
                EvidenceKind.Silence, -2, $"{draft.Entity} still reports, though what stands on it fell silent");
        }

        if (_places.Uses(draft.Node) is { } used)
        {
            draft.Add(
                EvidenceKind.Deviation, 2, $"{draft.Entity} alone uses more of {_view.Graph.IdOf(used)} than it did");
            AddVictims(draft, used);
        }
        else if (_places.LoneUser(draft.Node) is null)
        {
            AddVictims(draft, draft.Node);
        }

        if (!Surges.Exists(surge => surge.Entry == draft.Node))
        {
            AddGround(draft, reading);
        }
    }

    /// <summary>What it stands on is to blame for it; but not for more work coming from outside.</summary>
    private void AddGround(SuspectDraft draft, EntityReading reading)
    {
        if (_places.VictimOf(draft.Node) is { } scarce && _places.Uses(draft.Node) is null)
        {
            draft.Add(
                EvidenceKind.ExplainedAway, -AwayCap - (SelfCap * ShareOf(draft.Node)),
                $"{_view.Graph.IdOf(scarce)}, on which it stands, is short of processor, and {draft.Entity} uses no "
                    + "more of it than it did");
        }

        foreach (var above in _places.BlamedAbove(draft.Node))
        {
            // What is lost because nobody answers is lost below, too.
            var lost = reading.IsSilent ? SelfCap * ShareOf(draft.Node) : 0;
            draft.Add(
                EvidenceKind.ExplainedAway, -AwayCap - lost,
                $"{_view.Graph.IdOf(above)}, on which it stands, is affected with what else stands on it");
            return;
        }
    }

    /// <summary>What the victims of a place lose, they lose for whoever is to blame for the place.</summary>
    private void AddVictims(SuspectDraft draft, int place)
    {
        var victims = _places.VictimsOf(place).Where(victim => ShareOf(victim) > 0).ToList();
        var share = Math.Min(1, victims.Sum(ShareOf));
        draft.Add(
            EvidenceKind.SelfExcess, SelfCap * share,
            $"{Percent(share)} of what is felt at the entries is added by "
                + $"{IncidentText.Count(victims.Count, "entity")} that {(victims.Count == 1 ? "is" : "are")} short of "
                + $"processor on {_view.Graph.IdOf(place)}");
    }

    private double ShareOf(int node) => _selves.TryGetValue(node, out var self) ? self.Share : 0;
}
