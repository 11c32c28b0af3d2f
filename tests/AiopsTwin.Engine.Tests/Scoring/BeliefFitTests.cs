using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Engine.Tests.Scoring;

/// <summary>A scale that made the truth is found again.</summary>
public sealed class BeliefFitTests
{
    [Fact]
    public void Of_TruthDrawnFromAScale_FindsThatScale()
    {
        var made = new BeliefScale(0.6, 2.5);
        var stated = Draw(made, 4000);

        var found = BeliefFit.Of(stated);

        Assert.InRange(found.Sharpness, 0.54, 0.66);
        Assert.InRange(found.Other, 2.1, 2.9);
    }

    [Fact]
    public void Of_OtherOrderOfCauses_SameScale()
    {
        var stated = Draw(new BeliefScale(0.8, 1), 300);

        Assert.Equal(BeliefFit.Of(stated), BeliefFit.Of(Enumerable.Reverse(stated)));
    }

    [Fact]
    public void Likelihood_OfTheScaleThatMadeTheTruth_IsAboveOthers()
    {
        var made = new BeliefScale(0.6, 2.5);
        var stated = Draw(made, 4000);

        var likelihood = BeliefFit.Likelihood(made, stated);

        Assert.True(likelihood > BeliefFit.Likelihood(new BeliefScale(1.2, 2.5), stated));
        Assert.True(likelihood > BeliefFit.Likelihood(new BeliefScale(0.6, 0), stated));
    }

    private static List<StatedBelief> Draw(BeliefScale scale, int count)
    {
        var random = new SeededRandom(11);
        var stated = new List<StatedBelief>();
        for (var i = 0; i < count; i++)
        {
            var scores = Enumerable.Range(0, 4).Select(_ => 8 * random.NextDouble()).ToArray();
            var beliefs = scale.Of(scores);
            var left = random.NextDouble();
            var right = Array.FindIndex(beliefs, belief => (left -= belief) < 0);
            stated.Add(new StatedBelief(beliefs.Max(), 0)
            {
                Suspects = [.. scores.Select((score, at) => new ScoredSuspect(score, at == right))],
            });
        }

        return stated;
    }
}
