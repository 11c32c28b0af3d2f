namespace AiopsTwin.Engine.Scenarios;

/// <summary>When an entity of a simulated world feels something: what a page would show. One home for every question
/// that is asked of forks.</summary>
internal static class ImpactRule
{
    /// <summary>One request in a hundred more that fails.</summary>
    public const double MoreErrors = 0.01;

    /// <summary>An answer half as slow again.</summary>
    public const double Slower = 1.5;
}
