namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// Chooses among incidents whose claims to an alert are equal: the oldest, then the one whose alerts lie furthest from
/// what was expected. Incidents that opened at one instant are numbered by the names of their entities, and names must
/// decide nothing: where nothing else tells them apart, none has a claim.
/// </summary>
internal static class EqualClaims
{
    /// <summary>The incident; null when there is none, or no one of them.</summary>
    /// <param name="equals">Incidents with equal claims; one may be named more than once.</param>
    /// <param name="alerts">Their alerts.</param>
    public static TrackedIncident? Choose(IEnumerable<TrackedIncident> equals, AlertLedger alerts)
    {
        var left = equals.Distinct().ToList();
        if (left.Count > 1)
        {
            var oldest = left.Min(incident => incident.Record.OpenedAt);
            left.RemoveAll(incident => incident.Record.OpenedAt > oldest);
        }

        if (left.Count > 1)
        {
            var furthest = left.Max(incident => Deviation(incident, alerts));
            left.RemoveAll(incident => Deviation(incident, alerts) < furthest);
        }

        return left is [var chosen] ? chosen : null;
    }

    private static double Deviation(TrackedIncident incident, AlertLedger alerts) =>
        alerts.HarmOf(incident.Id).Select(tracked => Math.Abs(tracked.Alert.Score)).DefaultIfEmpty().Max();
}
