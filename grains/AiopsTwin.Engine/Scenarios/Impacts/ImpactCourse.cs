using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scenarios.Impacts;

/// <summary>How hard one entity was hit, from the onset of a scenario's fault to the end of what was played.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="From">The onset, as an offset from the scenario's start.</param>
/// <param name="Step">Length of one value.</param>
/// <param name="Severity">Loss of each step one after the other, in [0, 1]: 0 when nothing is felt.</param>
public sealed record ImpactCourse(EntityId Entity, TimeSpan From, TimeSpan Step, ImmutableArray<double> Severity)
{
    /// <summary>What passes sooner is not an impact: alerts wait about as long.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>When it was first hit, as an offset from the scenario's start; null when it never was.</summary>
    public TimeSpan? FirstAt => Spells() is [var first, ..] ? From + (Step * first.Start) : null;

    /// <summary>When it was well again for good, as an offset from the scenario's start; null when it never was hit, or
    /// still is.</summary>
    public TimeSpan? RecoveredAt =>
        Spells() is [.., var last] && last.End < Severity.Length ? From + (Step * last.End) : null;

    /// <summary>Times in which it was hit, each at least <see cref="Shortest"/> long, by numbers of steps.</summary>
    private List<(int Start, int End)> Spells()
    {
        var spells = new List<(int Start, int End)>();
        var start = -1;
        for (var i = 0; i <= Severity.Length; i++)
        {
            if (i < Severity.Length && Severity[i] > 0)
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                // A spell that is cut off by the end counts: nobody knows that it passes.
                if (Step * (i - start) >= Shortest || i == Severity.Length)
                {
                    spells.Add((start, i));
                }

                start = -1;
            }
        }

        return spells;
    }
}
