using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>A question put to correlation, with a bar that each seed must clear.</summary>
/// <param name="name">Its name, after the numbering of the evaluation's reference: <c>T1</c>.</param>
/// <param name="title">What happens.</param>
/// <param name="target">What must come of it, in words.</param>
public abstract class CorrelationCase(string name, string title, string target)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>What happens.</summary>
    public string Title => title;

    /// <summary>What must come of it.</summary>
    public string Target => target;

    /// <summary>Plays the case with a seed.</summary>
    public CorrelationResult Play(ulong seed)
    {
        var outcomes = Scripts(new SeededRandom(seed).Fork(name)).Select(CorrelationExam.Play).ToImmutableArray();
        return new CorrelationResult(
            this, seed, outcomes,
            [.. outcomes.SelectMany(outcome => Common(outcome).Concat(Misses(outcome))), .. Across(outcomes)]);
    }

    /// <summary>The scripts the case plays with a seed, for those who play them to something else than the brain
    /// alone.</summary>
    public ImmutableArray<CorrelationScript> ScriptsOf(ulong seed) =>
        [.. Scripts(new SeededRandom(seed).Fork(name))];

    /// <summary>What is played: mostly one script.</summary>
    internal abstract IEnumerable<CorrelationScript> Scripts(SeededRandom random);

    /// <summary>What a script's outcome lacks, in sentences.</summary>
    internal abstract IEnumerable<string> Misses(CorrelationOutcome outcome);

    /// <summary>What all outcomes together lack.</summary>
    internal virtual IEnumerable<string> Across(ImmutableArray<CorrelationOutcome> outcomes) => [];

    private static IEnumerable<string> Common(CorrelationOutcome outcome)
    {
        if (outcome.Scores.Lost > 0)
        {
            yield return $"{outcome.Scores.Lost} signals lost";
        }

        if (!outcome.Unexplained.IsEmpty)
        {
            yield return $"{outcome.Unexplained.Length} signals without a valid reason: {outcome.Unexplained[0]}";
        }
    }
}
