using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios.Impacts;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios.Harms;

/// <summary>
/// "What is hit when this goes wrong?", answered by playing it: two forks of one warmed-up simulated world, one with
/// the losses and faults, one without, looked at every second. So waits, retries, pools, caches and shared places say
/// who is hit, when and how hard, where a search through the graph says only who could be. O(minutes x (entities +
/// calls)); the test <c>HarmTrialTests</c> holds it to estates whose answer is known.
/// </summary>
public static class HarmTrial
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Asks.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="load">Work from outside.</param>
    /// <param name="seed">Seed of the load's noise; both forks have the same.</param>
    /// <param name="question">What goes wrong.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    /// <exception cref="ArgumentException">The question cannot be asked of the estate; the message lists every
    /// problem.</exception>
    public static HarmAnswer Ask(
        Estate estate, ImmutableArray<LoadSource> load, ulong seed, HarmQuestion question,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        var problems = question.Problems(estate);
        if (!problems.IsEmpty)
        {
            throw new ArgumentException(string.Join("; ", problems), nameof(question));
        }

        var stage = new ImpactStage(estate, load, seed, (Tick, question.Minutes), cancellation);
        var played = stage.Play(
            [.. question.Lost.Select(entity => Loss.Of(entity, estate)!), .. question.Faults]);
        return new HarmAnswer(
            question, stage.Usual.Requests, stage.Usual.Lost, played.MoreLost, played.MoreLostShare, played.AtUsers,
            Lines(stage, played))
        {
            Promises = HarmReading.Promises(stage, played),
        };
    }

    private static ImmutableArray<HarmLine> Lines(ImpactStage stage, ImpactPlay played)
    {
        var lines = new List<HarmLine>();
        for (var p = 0; p < played.Promises.Length; p++)
        {
            var (now, usual) = (played.Promises[p], stage.Usual.Promises[p]);
            var missing = Math.Max(0, usual.Requests - now.Requests);
            if (played.FeltAt(p) is { } || missing > ImpactRule.MoreErrors * usual.Requests)
            {
                lines.Add(new HarmLine(
                    stage.Map.Processes[p].Entity, played.FeltAt(p), now.Requests,
                    Math.Max(0, now.Failed - usual.Failed), missing));
            }
        }

        return [.. lines.OrderBy(line => line.After ?? TimeSpan.MaxValue).ThenBy(line => line.Entity)];
    }
}
