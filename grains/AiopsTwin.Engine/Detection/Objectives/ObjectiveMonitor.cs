using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Detection.Objectives;

/// <summary>
/// Judges how fast an entity spends the budgets of its objectives: alerts on several burn rates over several windows
/// after the Google SRE Workbook (Beyer et al. 2018, chapter 5, "multiwindow, multi-burn-rate alerts";
/// docs/methods/objectives.md). O(windows) a batch; the test <c>ObjectiveMonitorTests</c> holds it to the book's
/// detection times.
/// </summary>
internal sealed class ObjectiveMonitor(DetectionSettings settings)
{
    // An alert ends once the short window burns at nine tenths of the rate: at the rate itself it would come and go.
    private const double EndShare = 0.9;

    /// <summary>Takes the objectives a definition states; counts of an objective that only changed its target
    /// stay.</summary>
    public void Define(EntityMonitorState state, Entity definition)
    {
        var stated = ServiceObjective.Of(definition);
        if (stated.IsEmpty && !state.HasObjectives)
        {
            return;
        }

        foreach (var track in state.Objectives.Where(track => !stated.Contains(track.Objective)).ToList())
        {
            var successor = stated.FirstOrDefault(objective =>
                objective.Kind == track.Objective.Kind && objective.Limit == track.Objective.Limit);
            var book = new AlertBook(state, settings.EndedAlertsKept);
            foreach (var severity in Severities)
            {
                book.End(NameOf(track.Objective.Kind, severity), state.Arrivals.Newest, AlertStatus.Expired);
            }

            state.Objectives.Remove(track);
            if (successor is not null)
            {
                Array.Clear(track.BurningSince);
                track.Objective = successor;
                state.Objectives.Add(track);
            }
        }

        foreach (var objective in stated.Where(one => !state.Objectives.Exists(track => track.Objective == one)))
        {
            state.Objectives.Add(new ObjectiveTrack(objective));
        }

        state.Objectives.Sort((left, right) => left.Objective.Kind.CompareTo(right.Objective.Kind));
    }

    /// <summary>Counts what came and judges every objective.</summary>
    /// <param name="state">The entity's state; changed.</param>
    /// <param name="now">The instant windows end, UTC ticks.</param>
    /// <param name="intake">Takes alerts that changed.</param>
    public void Judge(EntityMonitorState state, long now, Intake intake)
    {
        if (!state.HasObjectives || now == 0)
        {
            return;
        }

        foreach (var track in state.Objectives)
        {
            RequestCounts.Count(state, track);
            foreach (var severity in Severities)
            {
                Judge(state, track, severity, now, intake);
            }
        }
    }

    /// <summary>How every objective stands at the entity's newest sample.</summary>
    public ImmutableArray<ObjectiveStatus> Read(EntityMonitorState state) =>
        state.HasObjectives ? [.. state.Objectives.Select(track => Read(state, track, state.Arrivals.Newest))] : [];

    private static readonly ImmutableArray<AlertSeverity> Severities =
        [.. BurnRule.All.Select(rule => rule.Severity).Distinct()];

    private static string NameOf(ObjectiveKind kind, AlertSeverity severity) =>
        (kind == ObjectiveKind.Availability ? "availability" : "latency")
            + (severity == AlertSeverity.Critical ? " budget burns fast" : AlertText.BudgetTicket);

    private void Judge(
        EntityMonitorState state, ObjectiveTrack track, AlertSeverity severity, long now, Intake intake)
    {
        var name = NameOf(track.Objective.Kind, severity);
        var isFiring = AlertBook.Find(state, name) is not null;
        BurnRule? burning = null;
        var since = now;
        for (var i = 0; i < BurnRule.All.Length; i++)
        {
            var rule = BurnRule.All[i];
            if (rule.Severity != severity)
            {
                continue;
            }

            var needed = rule.Rate * (isFiring ? EndShare : 1);
            var isBurning = Burn(track, rule.Short, now) >= needed;
            track.BurningSince[i] = isBurning ? track.BurningSince[i] == 0 ? now : track.BurningSince[i] : 0;
            if (isBurning && Burn(track, rule.Long, now) >= needed && (isFiring || IsEnough(track, rule, now)))
            {
                since = Math.Min(since, track.BurningSince[i]);
                burning ??= rule;
            }
        }

        if (burning is not null && !isFiring)
        {
            intake.BookOf(state, settings).Put(AlertOf(state, track, burning, since, now));
        }
        else if (burning is null && isFiring)
        {
            var isKnown = track.WindowOf(BurnRule.All[0].Short).Read(now).Requests > 0;
            intake.BookOf(state, settings).End(name, now, isKnown ? AlertStatus.Resolved : AlertStatus.Expired);
        }
    }

    private bool IsEnough(ObjectiveTrack track, BurnRule rule, long now)
    {
        var (requests, bad) = track.WindowOf(rule.Long).Read(now);
        return requests >= settings.Objectives.MinRequests && bad >= settings.Objectives.MinBad;
    }

    private static double? Burn(ObjectiveTrack track, TimeSpan length, long now) =>
        BurnOf(track.Objective, track.WindowOf(length).Read(now));

    private static double? BurnOf(ServiceObjective objective, (double Requests, double Bad) count) =>
        count.Requests > 0 ? count.Bad / count.Requests / objective.Allowed : null;

    private Alert AlertOf(EntityMonitorState state, ObjectiveTrack track, BurnRule rule, long since, long now)
    {
        var name = NameOf(track.Objective.Kind, rule.Severity);
        var metric = RequestCounts.MetricOf(state, track.Objective);
        var status = Read(state, track, now);
        var isShare = track.Objective.Kind == ObjectiveKind.Availability || metric == MetricCatalog.SlowRatio;
        var (requests, bad) = track.WindowOf(rule.Long).Read(now);
        var share = isShare ? bad / requests : state.Find(metric)?.NewestValue;
        var isGood = metric == MetricCatalog.Availability;
        return new Alert(
            AlertText.Fingerprint(state.Entity, name), state.Entity, name, rule.Severity, AlertStatus.Firing,
            At(since), At(now), null, AlertText.Source, metric, 0,
            isGood ? track.Objective.Target
                : isShare ? track.Objective.Allowed : track.Objective.Limit!.Value.TotalSeconds,
            isGood ? 1 - share : share,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{state.Entity} promises that {track.Objective}; in the last {MetricText.Long(rule.Long)} "
                    + $"{MetricText.Share(bad / requests)} did not, {bad / requests / track.Objective.Allowed:0.#} "
                    + $"times what it may spend. {Budget(status)}"));
    }

    private ObjectiveStatus Read(EntityMonitorState state, ObjectiveTrack track, long now)
    {
        var objective = track.Objective;
        var windows = ImmutableArray.CreateBuilder<BurnWindow>(track.Windows.Length);
        foreach (var window in track.Windows)
        {
            var count = window.Read(now);
            windows.Add(new BurnWindow(
                TimeSpan.FromTicks(window.Length), Math.Round(count.Requests, 1), Math.Round(count.Bad, 3),
                BurnOf(objective, count)));
        }

        var left = BudgetLeft(track, now);
        var burn = Burn(track, BurnRule.All[0].Long, now);
        DateTimeOffset? exhausted = left > 0 && burn > 1
            ? At(now) + (BurnRule.Period * (left.Value / burn.Value))
            : null;
        var status = new ObjectiveStatus(
            objective, At(now), windows.ToImmutable(), left, exhausted, FiringOf(state, objective.Kind),
            Withheld(state, track, now), "");
        return status with { Summary = SummaryOf(state, status, burn) };
    }

    /// <summary>The budget is that of thirty days of the traffic seen: a service that is a day old is not told that its
    /// budget is gone because the other days are missing.</summary>
    private static double? BudgetLeft(ObjectiveTrack track, long now)
    {
        var (requests, bad) = track.WindowOf(BurnRule.Period).Read(now);
        if (requests <= 0)
        {
            return null;
        }

        var seen = Math.Clamp(now - track.CountedSince, BurnRule.All[0].Short.Ticks, BurnRule.Period.Ticks);
        return 1 - (bad / (track.Objective.Allowed * requests * BurnRule.Period.Ticks / seen));
    }

    private string? Withheld(EntityMonitorState state, ObjectiveTrack track, long now)
    {
        if (RequestCounts.WhyNot(state, track.Objective) is { } missing)
        {
            return missing;
        }

        var requests = track.WindowOf(BurnRule.All[0].Long).Read(now).Requests;
        return requests < settings.Objectives.MinRequests
            ? string.Create(CultureInfo.InvariantCulture,
                $"{requests:0} of at least {settings.Objectives.MinRequests} requests came in the last hour: too few "
                    + $"to judge")
            : null;
    }

    private static AlertSeverity? FiringOf(EntityMonitorState state, ObjectiveKind kind)
    {
        var firing = Severities.Where(severity => AlertBook.Find(state, NameOf(kind, severity)) is not null)
            .ToList();
        return firing.Count == 0 ? null : firing.Max();
    }

    private static string SummaryOf(EntityMonitorState state, ObjectiveStatus status, double? burn)
    {
        var promise = $"{state.Entity} promises that {status.Objective}.";
        return status.BudgetLeft is null ? $"{promise} Nothing is counted yet: {status.Withheld ?? "no requests came"}."
            : burn is { } rate
                ? string.Create(CultureInfo.InvariantCulture,
                    $"{promise} In the last hour the budget was spent {rate:0.##} times as fast as it lasts. "
                        + $"{Budget(status)}")
                : $"{promise} No requests came in the last hour. {Budget(status)}";
    }

    private static string Budget(ObjectiveStatus status) => status.BudgetLeft switch
    {
        null => "",
        <= 0 => "The budget of thirty days is spent.",
        { } left when status.ExhaustedAt is { } at => $"{MetricText.Percent(left)} of the budget of thirty days is "
            + $"left and is spent in {MetricText.Long(at - status.At)} if it goes on like this.",
        { } left => $"{MetricText.Percent(left)} of the budget of thirty days is left.",
    };

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
