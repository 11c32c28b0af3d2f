namespace AiopsTwin.Engine.Scenarios.Impacts;

/// <summary>
/// When an entity of a simulated world feels a fault: one more request in a hundred fails, or the mean answer takes
/// half as long again as usual. It is what a page would show. The rule reads the world itself, not what monitors saw
/// of it, and everything that asks who was hit and when in a simulated world asks it here. What monitors saw is judged
/// by <see cref="Scoring.Impacts.ShiftRule"/>.
/// </summary>
internal static class ImpactRule
{
    /// <summary>Share of the requests that fails beyond the usual.</summary>
    public const double MoreErrors = 0.01;

    /// <summary>Mean response as a multiple of the usual.</summary>
    public const double Slower = 1.5;

    /// <summary>Whether it is felt.</summary>
    public static bool IsFelt(in WorkQuality now, in WorkQuality usual) =>
        now.Success < usual.Success - MoreErrors || now.Response > Slower * usual.Response;

    /// <summary>How much is lost of what is usual, in [0, 1]: 0 when nothing is felt, else the share of requests that
    /// do not succeed, where an answer that takes n times as long as may be counts as the n-th part of one.</summary>
    public static double Severity(in WorkQuality now, in WorkQuality usual)
    {
        if (!IsFelt(now, usual))
        {
            return 0;
        }

        var success = usual.Success > 0 ? Math.Min(1, now.Success / usual.Success) : 1;
        var speed = now.Response > 0 ? Math.Min(1, Slower * usual.Response / now.Response) : 1;
        return Math.Clamp(1 - (success * speed), 0, 1);
    }
}

/// <summary>How well an entity answers.</summary>
/// <param name="Success">Share of arrivals that succeed.</param>
/// <param name="Response">Mean response, in seconds.</param>
internal readonly record struct WorkQuality(double Success, double Response);
