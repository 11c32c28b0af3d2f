using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Correlation;

/// <summary>The likelihood by hand: D = 0.85, background 0.02, a cause costs 2 nats.</summary>
public sealed class CandidateFitTests
{
    private static readonly DateTimeOffset Now = TwinBrainDriver.Start.AddSeconds(600);

    [Fact]
    public void Gain_TwoSymptomsPredictedForCertain_HandComputed()
    {
        var fit = Fit([("a", 1), ("b", 1)], ["a", "b"], []);

        // Each symptom: ln(1 - 0.98 * 0.15) against ln 0.85 - 2; less one cause.
        var expected = (2 * (Math.Log(1 - (0.98 * 0.15)) - (Math.Log(0.85) - 2))) - 2;
        Assert.Equal(expected, fit.Gain([SymptomLikelihood.OwnCause, SymptomLikelihood.OwnCause]), 9);
    }

    [Fact]
    public void Gain_QuietEntityThatReports_Costs()
    {
        var with = Fit([("a", 1), ("b", 1), ("c", 0.9)], ["a", "b"], ["c"]);
        var without = Fit([("a", 1), ("b", 1)], ["a", "b"], []);
        var own = new[] { SymptomLikelihood.OwnCause, SymptomLikelihood.OwnCause };

        Assert.True(without.Gain(own) - with.Gain(own) > 1);
    }

    [Fact]
    public void Gain_EntityThatReportsNothing_HardlyCosts()
    {
        var with = Fit([("a", 1), ("b", 1), ("c", 0.9)], ["a", "b"], []);
        var without = Fit([("a", 1), ("b", 1)], ["a", "b"], []);
        var own = new[] { SymptomLikelihood.OwnCause, SymptomLikelihood.OwnCause };

        Assert.InRange(without.Gain(own) - with.Gain(own), 0.05, 0.2);
    }

    [Fact]
    public void Gain_PartialFault_IsWorthItsExtent()
    {
        var names = Enumerable.Range(0, 40).Select(i => $"vm{i:00}").ToArray();
        var fit = Fit([.. names.Select(name => (name, 1.0))], names[..20], names[20..]);

        Assert.True(fit.Gain([.. Enumerable.Repeat(SymptomLikelihood.OwnCause, 20)]) > 0);
    }

    [Fact]
    public void Gain_NothingExplained_IsMinusInfinity() =>
        Assert.Equal(double.NegativeInfinity, Fit([("c", 1)], ["a"], []).Gain([SymptomLikelihood.OwnCause]));

    [Fact]
    public void QuietWeight_AfterTheDelay_RisesOverTheGrace()
    {
        Assert.Equal(0.1, SymptomLikelihood.QuietWeight(0, 0));
        Assert.Equal(0.5, SymptomLikelihood.QuietWeight(40, 10), 9);
        Assert.Equal(1, SymptomLikelihood.QuietWeight(600, 10));
    }

    private static CandidateFit Fit((string Name, double Strength)[] predicted, string[] symptoms, string[] quiet)
    {
        var answer = new FloodAnswer(
            new FloodSource(Graph.Id("root"), 1),
            [
                .. predicted.Select(one => new FloodReach(Graph.Id(one.Name), one.Strength, 1, 0))
                    .OrderBy(reach => reach.Entity),
            ],
            false);
        var list = symptoms.Select(name => new Symptom(Graph.Id(name), TwinBrainDriver.Start))
            .OrderBy(symptom => symptom.Entity).ToArray();
        return new CandidateFit(answer, list, new Observed([.. quiet.Select(Graph.Id)]), Now);
    }

    private sealed class Observed(HashSet<EntityId> reporting) : IObservation
    {
        public bool Reports(EntityId entity) => reporting.Contains(entity);

        public bool WasHarmed(EntityId entity) => false;
    }
}
