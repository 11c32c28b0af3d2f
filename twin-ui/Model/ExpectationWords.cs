using System.Globalization;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Impacts;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.TwinUi.Model;

/// <summary>A scenario's claim, and what was found, in words.</summary>
public static class ExpectationWords
{
    /// <summary>The claim as a sentence.</summary>
    public static string Of(ExpectationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var claim = result.Expectation;
        return claim.Kind switch
        {
            ExpectationKind.IncidentCount => $"Exactly {Units.Count(claim.Count ?? 0, "incident")}",
            ExpectationKind.DetectedWithin => $"Detected {Within(claim)} of the fault",
            ExpectationKind.RootRank => (claim.Count ?? 1) == 1
                ? "The true root is suspect number 1"
                : $"The true root is among the first {claim.Count} suspects",
            ExpectationKind.ChangeNamed => string.IsNullOrEmpty(claim.Text)
                ? "The change behind it is named"
                : $"The change {claim.Text} is named",
            ExpectationKind.NoChangeNamed => "No change is blamed",
            ExpectationKind.MitigatedWithin => $"Mitigated {Within(claim)} of the way back",
            ExpectationKind.WithheldAtLeast => $"At least {Units.Count(claim.Count ?? 1, "alert")} withheld",
            ExpectationKind.AlertsAtLeast => $"At least {Units.Count(claim.Count ?? 1, "alert")} in one incident",
            ExpectationKind.BeforeAnyProbeFails => "Detected before any probe failed",
            ExpectationKind.RecurrenceNamed => "The period in which it comes back is named",
            ExpectationKind.AffectedInOrder => $"Affected in this order: {string.Join(", ", claim.Entities)}",
            ExpectationKind.PhaseAt => $"{PhaseOf(claim)} of {string.Join(", ", claim.Entities)} at "
                + $"{(claim.At is { } at ? Units.Span(at) : "some time")} of the scenario",
            _ => claim.Kind.ToString(),
        };
    }

    /// <summary>What was found; lengths of time as people read them.</summary>
    public static string Found(ExpectationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return TimeSpan.TryParseExact(result.Found, "c", CultureInfo.InvariantCulture, out var span)
            ? $"after {Units.Span(span)}"
            : result.Found;
    }

    /// <summary>Whether it held; why not, where that is known.</summary>
    public static string Verdict(ExpectationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Passed ? "✓ held" : result.IsDeviation ? "≠ known deviation" : "✗ failed";
    }

    private static string PhaseOf(Expectation claim) => claim.Phase switch
    {
        ImpactPhase.Mitigation => "Mitigation",
        ImpactPhase.Recovery => "Recovery",
        _ => "Start",
    };

    private static string Within(Expectation claim) =>
        claim.Within is { } within ? $"within {Units.Span(within)}" : "at some time";
}
