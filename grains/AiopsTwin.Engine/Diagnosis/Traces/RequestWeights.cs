namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>
/// How much each kind of evidence from traces and logs counts. The order of the event weights is that of the study
/// (diagnosis reference 4.4c); the values were set by hand on the development cases of Nezha's Train Ticket recordings
/// and left alone on Online Boutique. About ten numbers, so that there is little to fit. docs/methods/diagnosis.md
/// gives the scores.
/// </summary>
internal static class RequestWeights
{
    /// <summary>Nats when every request of the entity changed.</summary>
    public const double PatternCap = 6;

    /// <summary>Nats when every call of the entity is delayed on its way.</summary>
    public const double GapCap = 7;

    /// <summary>Nats when every request spends more of the entity's own time than before.</summary>
    public const double SelfTimeCap = 2;

    /// <summary>Nats when an error line outside of requests was never seen before and comes with many of them
    /// (reference 4.5).</summary>
    public const double LinesCap = 3;

    /// <summary>All callers but a few must see a gap: this quantile of their calls counts.</summary>
    public const double GapQuantile = 0.35;

    /// <summary>How much an event's change tells of a defect where it happens, in [0, 1].</summary>
    /// <param name="happened">The event.</param>
    /// <param name="isRising">True when it happens more often than before.</param>
    public static double Of(VisitEvent happened, bool isRising) => happened.Kind switch
    {
        VisitEventKind.LoggedError or VisitEventKind.Failed when isRising => 1,
        VisitEventKind.LoggedError or VisitEventKind.Logged or VisitEventKind.Failed => 0.8,
        VisitEventKind.Worked => 0.7,
        _ => 0.5,
    };
}
