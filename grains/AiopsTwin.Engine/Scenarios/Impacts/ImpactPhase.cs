using System.Collections.Immutable;

namespace AiopsTwin.Engine.Scenarios.Impacts;

/// <summary>A moment in the life of an incident that reports tell.</summary>
public enum ImpactPhase
{
    /// <summary>The first of the entities is hit.</summary>
    Start,

    /// <summary>What all of them together lose falls below half of the worst, for good.</summary>
    Mitigation,

    /// <summary>None of them is hit any more, for good.</summary>
    Recovery,
}

/// <summary>Reads phases off the courses of entities.</summary>
internal static class ImpactPhases
{
    /// <summary>When a phase came, as an offset from the scenario's start; null when it did not.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="courses">The courses of the entities that are asked about, equally long.</param>
    public static TimeSpan? At(ImpactPhase phase, ImmutableArray<ImpactCourse> courses)
    {
        var hit = courses.Where(course => course.FirstAt is not null).ToArray();
        return hit.Length == 0 ? null : phase switch
        {
            ImpactPhase.Start => hit.Min(course => course.FirstAt),
            ImpactPhase.Mitigation => MitigatedAt(hit),
            ImpactPhase.Recovery => hit.All(course => course.RecoveredAt is not null)
                ? hit.Max(course => course.RecoveredAt)
                : null,
            _ => throw new System.Diagnostics.UnreachableException($"Unknown phase {phase}."),
        };
    }

    private static TimeSpan? MitigatedAt(ImpactCourse[] hit)
    {
        var steps = hit[0].Severity.Length;
        var together = Enumerable.Range(0, steps).Select(i => hit.Sum(course => course.Severity[i])).ToArray();
        var last = Array.FindLastIndex(together, loss => loss >= together.Max() / 2);
        return last + 1 < steps ? hit[0].From + (hit[0].Step * (last + 1)) : null;
    }
}
