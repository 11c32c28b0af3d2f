using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Impacts;

namespace AiopsTwin.Engine.Scoring;

/// <summary>Checks claims about who was hit and when, all counted from the onset of the fault.</summary>
internal static class ImpactCheck
{
    /// <summary>Share of the time since the onset by which a phase may be early or late unless a claim says
    /// otherwise.</summary>
    public const double UsualShare = 0.2;

    // Reports tell minutes.
    private static readonly TimeSpan Finest = TimeSpan.FromMinutes(1);

    /// <summary>Whether the entities were hit one after the other.</summary>
    public static (bool Passed, string Found) Order(Expectation claim, RunFacts facts)
    {
        var courses = Of(claim, facts);
        var (isOrdered, latest) = (courses.Length == claim.Entities.Length, TimeSpan.Zero);
        foreach (var after in courses.Select(course => course.FirstAt - course.From))
        {
            isOrdered &= after >= latest - (claim.Within ?? TimeSpan.Zero);
            latest = after > latest ? after.Value : latest;
        }

        return (isOrdered, string.Join(", ", courses.Select(course => course.FirstAt is { } first
            ? $"{course.Entity.Text} {Span(first - course.From)}"
            : $"{course.Entity.Text} not affected")));
    }

    /// <summary>Whether a phase came when it should.</summary>
    public static (bool Passed, string Found) Phase(Expectation claim, RunFacts facts)
    {
        if (claim is not { At: { } at, Phase: { } phase } || facts.Scenario.Truth.Onset is not { } onset)
        {
            return (false, "nothing to compare with");
        }

        if (ImpactPhases.At(phase, Of(claim, facts)) is not { } found)
        {
            return (false, phase == ImpactPhase.Start ? "nobody was affected" : "did not come");
        }

        var allowed = (at - onset) * (claim.Share ?? UsualShare);
        var off = found - at;
        var share = at > onset ? string.Create(
            CultureInfo.InvariantCulture, $" ({off / (at - onset):+0%;-0%;0%} of {Span(at - onset)})") : "";
        var isNear = off.Duration() <= (allowed > Finest ? allowed : Finest);
        return (isNear, $"{Span(found - onset)} after the onset{share}");
    }

    private static ImmutableArray<ImpactCourse> Of(Expectation claim, RunFacts facts) =>
    [
        .. claim.Entities.Select(entity => facts.Impacts.FirstOrDefault(course => course.Entity == entity))
            .OfType<ImpactCourse>(),
    ];

    private static string Span(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time:c}");
}
