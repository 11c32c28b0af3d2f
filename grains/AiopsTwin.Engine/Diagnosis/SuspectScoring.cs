using System.Globalization;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>
/// Adds up what speaks for and against each candidate. Every kind of evidence is capped, so that two kinds that
/// agree beat one that shouts (diagnosis reference 4.7). The weights are nats chosen by hand: a kind that identifies
/// a place by itself (self excess, fit, containment) may reach 3 to 4, one that only inclines (onset, siblings)
/// about 1.
/// </summary>
internal sealed partial class SuspectScoring
{
    private const double DeviationSpan = 3;
    private const double SelfCap = 4;
    private const double FitCap = 4;
    private const double AwayCap = 3;

    // Who explains less than a twentieth of what another explains is measured by what is left over: as if it had not
    // been worth asking about.
    private const double NextToNothing = 0.05;

    private const double PlaceCap = 3;

    // Where one entity is measured to add most of the waiting, that speaks against the others as much as an explaining
    // callee would: excess is conserved, and what one adds another cannot have added.
    private const double MostOfIt = 0.5;
    private const double OutdoneCap = 3;

    // Odds of three for being first (reference 4.2): sampling hides the truth too often for more.
    private static readonly double OnsetWeight = Math.Log(3);

    private readonly CaseView _view;
    private readonly SortedDictionary<int, SelfShare> _selves;
    private readonly double _largest;
    private readonly double _outdone;
    private readonly Containment _places;
    private readonly RequestScoring _requests;
    private readonly Dictionary<EntityId, FitFinding> _fits;
    private readonly double _bestGain;
    private readonly bool _isContested;
    private readonly bool _hasRequestSymptom;
    private readonly EntityReading? _feeling;

    public SuspectScoring(CaseView view, FloodResult? expectations)
    {
        _view = view;
        Changes = new ChangeEvidence(view);
        Surges = TrafficSurge.Of(view);
        _selves = SelfExcess.Of(view);
        _largest = Math.Max(double.Epsilon, _selves.Values.Select(self => self.Share).DefaultIfEmpty(0).Max());
        _outdone = _largest >= MostOfIt ? OutdoneCap : 0;
        _places = new Containment(view);
        _requests = new RequestScoring(view);
        _fits = expectations is null ? [] : PropagationFit.Of(view, expectations, _selves);
        var most = _fits.Values.Select(fit => fit.Gain).DefaultIfEmpty(0).Max();
        _bestGain = Math.Max(FitCap, most);
        _isContested = most >= FitCap;
        _hasRequestSymptom = _selves.Count > 0;
        _feeling = view.Symptoms.Select(node => view.At(node)!)
            .OrderByDescending(reading => reading.Strength).ThenBy(reading => reading.Entity).FirstOrDefault();
    }

    public ChangeEvidence Changes { get; }

    public List<Surge> Surges { get; }

    /// <summary>Scores one candidate.</summary>
    public SuspectDraft Score(int node)
    {
        var reading = _view.At(node)!;
        var draft = new SuspectDraft(node, reading.Entity)
        {
            Family = reading.Told,
            IsDirect = reading.IsAnomalous,
            Fit = _fits.GetValueOrDefault(reading.Entity),
            Trust = EvidenceTrust.Of(reading.Quality),
        };
        TellTrust(draft, reading);
        TellRecurring(draft, reading);
        AddDeviation(draft, reading);
        AddSelf(draft, reading);
        _requests.Add(draft);
        AddPlace(draft, reading);
        AddFit(draft);
        AddOnset(draft, reading);
        AddSiblings(draft, reading);
        AddSurge(draft, reading);
        AddAmplification(draft, reading);
        AddChange(draft);
        return draft;
    }

    /// <summary>What an entity's own samples say counts less where its telemetry was poor before the incident, for it
    /// and against it: a quiet series with holes does not acquit. What others say of it is not touched.</summary>
    private static void TellTrust(SuspectDraft draft, EntityReading reading)
    {
        if (draft.Trust < 1)
        {
            draft.Tell(
                EvidenceKind.TelemetryQuality,
                $"the telemetry of {draft.Entity} scored {MetricWords.Number(reading.Quality)} of 1 before the "
                    + $"onset, so what its own samples say counts {MetricWords.Number(draft.Trust)} times");
        }
    }

    /// <summary>That it always does so at this time tells what the trouble is, but not who: its victims recur with
    /// it.</summary>
    private void TellRecurring(SuspectDraft draft, EntityReading reading)
    {
        if (reading.RecurringAt(_view.Source.Onset) is { } finding)
        {
            draft.Tell(EvidenceKind.Recurrence, finding.Summary.TrimEnd('.'));
        }
    }

    private void AddDeviation(SuspectDraft draft, EntityReading reading)
    {
        if (reading.IsSilent)
        {
            draft.Add(EvidenceKind.Silence, DeviationSpan / 2, $"{draft.Entity} fell silent");
            return;
        }

        var least = -DeviationSpan / (reading.TellsOfRequests ? 2 : 6);
        if (reading.IsQuiet)
        {
            draft.AddMeasured(
                EvidenceKind.Deviation, least, $"{draft.Entity} reports and nothing about it is unusual");
            return;
        }

        if (reading.Reports || !reading.Alerts.IsEmpty)
        {
            var story = MetricWords.Story(reading, reading.Family) ?? reading.Alerts.FirstOrDefault()?.Summary
                ?? "deviates a little";
            var badness = Math.Min(999, reading.BadnessIn(reading.Family));
            var together = CoMovement.Factor(
                reading.Worst(reading.Family), _feeling?.Worst(_feeling.Family), _view.Source.Onset)
                * CoMovement.Freshness(reading.Worst(reading.Family), _view.Source.Onset, _view.Interval);
            // A mild deviation speaks against an entity that no detector stood up for; with an alert it does not.
            var weight = Math.Max(
                reading.Alerts.IsEmpty ? least : 0, DeviationSpan * ((reading.Strength * together) - 0.5));
            draft.AddMeasured(
                EvidenceKind.Deviation, reading.Family == MetricFamily.Traffic ? Math.Min(weight, -0.5) : weight,
                $"{draft.Entity} {story} ({MetricWords.Number(badness)} robust deviations)");
        }
    }

    private void AddSelf(SuspectDraft draft, EntityReading reading)
    {
        if (_selves.TryGetValue(draft.Node, out var self))
        {
            draft.ExplainedShare = self.Share;
            var what = self.Family == MetricFamily.Latency ? "waiting" : "failing";
            var isSurge = Surges.Exists(surge => surge.Entry == draft.Node);
            var weight = (SelfCap * self.Share) - (isSurge ? 0 : _outdone * (1 - (self.Share / _largest)));
            draft.AddMeasured(
                EvidenceKind.SelfExcess, weight,
                $"{(weight < 0 ? "only " : "")}{Percent(self.Share)} of the {what} felt at the entries is added by "
                    + $"{draft.Entity} itself");
            var away = self.Excess > 0 ? 1 - (self.Self / self.Excess) : 0;
            if (away > 0.5 && !isSurge)
            {
                draft.Add(
                    EvidenceKind.ExplainedAway, -AwayCap * (away - 0.5) * 2,
                    $"its callees explain {Percent(away)} of what {draft.Entity} loses");
            }
        }
        else if (!reading.Reports && Unseen(draft.Node, out var share) is { } caller)
        {
            draft.AddMeasured(
                EvidenceKind.SelfExcess, SelfCap * share,
                $"{draft.Entity} sends no telemetry; up to {Percent(share)} of what {_view.Graph.IdOf(caller)} and "
                    + "others that call it add may be its");
        }
        else if (_hasRequestSymptom && reading.Series(MetricCatalog.RequestDuration) is not null)
        {
            draft.AddMeasured(
                EvidenceKind.SelfExcess, -1,
                $"{draft.Entity} adds nothing to the waiting or failing that is felt");
        }
    }

    /// <summary>The caller with the largest self excess that calls an unobserved node and waits; null when none. Of
    /// what one caller seems to add, half may be the node's; every further caller that adds something halves the doubt,
    /// for they have the node in common.</summary>
    private int? Unseen(int node, out double share)
    {
        var callers = _view.Graph.DependentsOf(node, DependencyKind.CallsSync)
            .Where(caller => _selves.TryGetValue(caller, out var self) && self.Share > 0).ToList();
        share = Math.Min(1, callers.Sum(caller => _selves[caller].Share)) * (1 - Math.Pow(0.5, callers.Count));
        return callers.Count == 0 ? null : callers.MaxBy(caller => _selves[caller].Share);
    }

    private void AddFit(SuspectDraft draft)
    {
        // What is measured at the suspect itself beats what the graph would have expected of others.
        var least = _selves.ContainsKey(draft.Node) ? -FitCap / 4 : -FitCap / 2;
        if (draft.Fit is not { } fit)
        {
            if (_fits.Count > 0)
            {
                // Not among those it was worth asking about: never better off than one that was asked and fits badly.
                draft.Add(
                    EvidenceKind.PropagationFit, least,
                    $"others are likelier to have brought this about than {draft.Entity}");
            }

            return;
        }

        var share = fit.Gain / _bestGain;
        var nothing = _isContested ? Math.Max(0, 1 - (share / NextToNothing)) : 0;
        var weight = Math.Clamp((FitCap * share) + (least * nothing), least, FitCap);
        draft.Add(EvidenceKind.PropagationFit, weight, string.Create(
            CultureInfo.InvariantCulture,
            $"if {draft.Entity} were the cause, {fit.Hit} of {fit.Symptoms} affected entities would be explained "
                + $"and {fit.Quiet} expected ones are quiet"));
    }

    private void AddOnset(SuspectDraft draft, EntityReading reading)
    {
        var dependents = _view.Graph.DependentsOf(draft.Node).Where(node => node != draft.Node)
            .Select(_view.At).Where(other => other is { IsAnomalous: true, Onset: not null }).ToList();
        if (reading.Onset is not { } own || !reading.IsAnomalous || dependents.Count == 0)
        {
            return;
        }

        var first = dependents.Min(other => other!.Onset!.Value);
        var ahead = first - own;
        if (ahead > _view.Interval)
        {
            draft.AddMeasured(
                EvidenceKind.Onset, OnsetWeight,
                $"{draft.Entity} deviated at {IncidentText.Clock(own)}, {IncidentText.Span(ahead)} before the "
                    + $"first that relies on it");
        }
        else if (ahead < -_view.Interval)
        {
            draft.AddMeasured(
                EvidenceKind.Onset, -OnsetWeight,
                $"{draft.Entity} deviated at {IncidentText.Clock(own)}, {IncidentText.Span(ahead)} after one "
                    + $"that relies on it");
        }
    }

    private static void AddSiblings(SuspectDraft draft, EntityReading reading)
    {
        var alert = reading.Alerts.FirstOrDefault(AlertReading.IsAgainstSiblings);
        if (alert is not null)
        {
            draft.Add(EvidenceKind.SiblingContrast, 1.5, $"{draft.Entity} moved away from its siblings: "
                + $"{alert.Summary}");
        }
    }

    private void AddSurge(SuspectDraft draft, EntityReading reading)
    {
        foreach (var surge in Surges.Where(surge => surge.Reached.ContainsKey(draft.Node)))
        {
            var more = MetricWords.Number(surge.Ratio);
            if (surge.Entry == draft.Node)
            {
                var reached = surge.Reached.Keys.Count(_view.Symptoms.Contains);
                var share = (double)reached / Math.Max(1, _view.Symptoms.Count);
                draft.Family = MetricFamily.Traffic;
                draft.Add(
                    EvidenceKind.Deviation, 3 + (FitCap * share),
                    $"{more} times the usual requests reach {draft.Entity} since "
                        + $"{IncidentText.Clock(surge.Onset)}, before anything slowed; "
                            + $"{IncidentText.Count(reached, "affected entity")} lie behind it");
            }
            else if (!_places.IsDark(draft.Node) && (reading.Series(MetricCatalog.RequestRate) is null
                || TrafficSurge.Ratio(reading) >= 1 + ((surge.Ratio - 1) / 3)))
            {
                var self = _selves.TryGetValue(draft.Node, out var found) ? found.Share : 0;
                draft.Add(
                    EvidenceKind.ExplainedAway, -AwayCap - (SelfCap * self),
                    $"{_view.Graph.IdOf(surge.Entry)} brings {more} times the usual requests to {draft.Entity}");
            }
        }
    }

    /// <summary>A cache that forgets hands its look-ups on: what lies behind it gets more requests although nobody
    /// asks for more. The cache is the cause, and the load behind it the effect.</summary>
    private void AddAmplification(SuspectDraft draft, EntityReading reading)
    {
        if (IsForgetting(reading) && _view.Graph.DependenciesOf(draft.Node, DependencyKind.CallsSync)
            .Exists(callee => IsAmplified(reading, _view.At(callee))))
        {
            draft.Add(
                EvidenceKind.Deviation, 2,
                $"{draft.Entity} answers less from its cache "
                    + $"({MetricWords.Story(reading, MetricFamily.Saturation)}) and hands the rest on");
        }

        foreach (var caller in _view.Graph.DependentsOf(draft.Node, DependencyKind.CallsSync))
        {
            if (_view.At(caller) is { } above && IsForgetting(above) && IsAmplified(above, reading))
            {
                draft.Add(
                    EvidenceKind.ExplainedAway, -AwayCap,
                    $"{draft.Entity} gets {MetricWords.Number(TrafficSurge.Ratio(reading))} times its usual "
                        + $"requests because {above.Entity} answers less from its cache");
                return;
            }
        }
    }

    private bool IsForgetting(EntityReading reading) => reading.Series(MetricCatalog.CacheHitRatio) is { } hits
        && RobustDeviation.Badness(hits) >= _view.Settings.AnomalyThreshold;

    private static bool IsAmplified(EntityReading caller, EntityReading? callee) => callee is not null
        && TrafficSurge.Ratio(callee) >= 1.25 && TrafficSurge.Ratio(callee) > 1.2 * TrafficSurge.Ratio(caller);

    private void AddChange(SuspectDraft draft)
    {
        var isPlausible = draft.IsDirect || draft.Fit is { Gain: > 0 };
        if (isPlausible && Changes.Against(draft.Node) is { } finding)
        {
            draft.Change = finding.Weight >= 1 ? finding.Change : null;
            draft.ChangeLag = finding.Lag;
            var whose = finding.Change.Entity == draft.Entity ? "it was changed" : $"{finding.Change.Entity}, on "
                + $"which it relies, was changed";
            draft.Add(
                EvidenceKind.Change, finding.Weight,
                $"{whose} {ChangeEvidence.Before(finding.Lag)}: {ChangeWords.Kind(finding.Change.Kind)} "
                    + $"'{finding.Change.Title}'");
        }

        foreach (var late in Changes.Exonerated(draft.Node).Take(2))
        {
            draft.Tell(
                EvidenceKind.Change,
                $"{ChangeWords.Kind(late.Kind)} '{late.Title}' at {IncidentText.Clock(late.At)} came after the "
                    + $"onset and is not held responsible");
        }
    }

    private static string Percent(double share) =>
        string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");
}
