using System.Globalization;
using AiopsTwin.Engine.Scenarios;
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

    private static string Within(Expectation claim) =>
        claim.Within is { } within ? $"within {Units.Span(within)}" : "at some time";
}
