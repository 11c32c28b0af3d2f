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
        Assert.Equal(expected, fit.Gain(new Residual(2)), 9);
    }

    [Fact]
    public void Gain_QuietEntityThatReports_Costs()
    {
        var with = Fit([("a", 1), ("b", 1), ("c", 0.9)], ["a", "b"], ["c"]);
        var without = Fit([("a", 1), ("b", 1)], ["a", "b"], []);
        var own = new Residual(2);

        Assert.True(without.Gain(own) - with.Gain(own) > 1);
    }

    [Fact]
    public void Gain_EntityThatReportsNothing_HardlyCosts()
    {
        var with = Fit([("a", 1), ("b", 1), ("c", 0.9)], ["a", "b"], []);
        var without = Fit([("a", 1), ("b", 1)], ["a", "b"], []);
        var own = new Residual(2);

        Assert.InRange(without.Gain(own) - with.Gain(own), 0.05, 0.2);
    }

    [Fact]
    public void Gain_PartialFault_IsWorthItsExtent()
    {
        var names = Enumerable.Range(0, 40).Select(i => $"vm{i:00}").ToArray();
        var fit = Fit([.. names.Select(name => (name, 1.0))], names[..20], names[20..]);

        Assert.True(fit.Gain(new Residual(20)) > 0);
    }

    [Fact]
    public void Gain_NothingExplained_IsMinusInfinity() =>
        Assert.Equal(double.NegativeInfinity, Fit([("c", 1)], ["a"], []).Gain(new Residual(1)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 40)]
    [InlineData(40, 3)]
    [InlineData(7, 5)]
    [InlineData(299, 2)]
    public void Explained_SymptomsAndPredictionsOfManyEntities_AreThoseInBoth(int everySymptom, int everyPredicted)
    {
        string[] Every(int step) => [.. Enumerable.Range(0, 300).Where(i => i % step == 0).Select(i => $"vm{i:000}")];
        var symptoms = Every(everySymptom);
        var both = symptoms.Intersect(Every(everyPredicted)).ToList();

        var fit = Fit([.. Every(everyPredicted).Select((name, i) => (name, 1 - (i / 1000.0)))], symptoms, []);

        Assert.Equal(both.Select(Graph.Id), fit.Explained);
        Assert.Equal(
            symptoms.Select(name => both.Contains(name) ? 1 - (Every(everyPredicted).IndexOf(name) / 1000.0) : 0),
            Strengths(fit, symptoms.Length));
    }

    [Fact]
    public void Gain_SymptomsThatBeganTogether_EachGainsAndTheCausePaysOnce()
    {
        var carried = new CarriedReach(Graph.Compile("a -> root; b -> root; c -> root"));
        var own = new Residual(3);
        (string, double)[] predicted = [("a", 1), ("b", 1), ("c", 1)];

        var untimed = Fit(predicted, ["a", "b", "c"], []);
        var timed = Fit(predicted, ["a", "b", "c"], [], carried);

        Assert.Equal(2 * Math.Log(5), timed.Gain(own) - untimed.Gain(own), 9);
    }

    [Fact]
    public void Gain_SymptomOfAnotherTime_GainsNothingByTime()
    {
        var carried = new CarriedReach(Graph.Compile("a -> root; b -> root; c -> root"));
        var own = new Residual(3);
        (string, double)[] predicted = [("a", 1), ("b", 1), ("c", 1)];

        var together = Fit(predicted, ["a", "b", "c"], [], carried);
        var late = Fit(predicted, ["a", "b", "c+61"], [], carried);

        Assert.Equal(Math.Log(5), together.Gain(own) - late.Gain(own), 9);
    }

    [Fact]
    public void Gain_SecondCauseOfTheSameTime_PaysForTheTimeOnlyOnce()
    {
        var carried = new CarriedReach(Graph.Compile("a -> root; b -> root"));
        var untimed = Fit([("a", 0.9), ("b", 0.9)], ["a", "b"], []);
        var timed = Fit([("a", 0.9), ("b", 0.9)], ["a", "b"], [], carried);
        var (plain, told) = (new Residual(2), new Residual(2));
        var weaker = Fit([("a", 0.5), ("b", 0.5)], ["a", "b"], []);
        var weakerTimed = Fit([("a", 0.5), ("b", 0.5)], ["a", "b"], [], carried);
        weaker.Gain(plain);
        weaker.Apply(plain);
        weakerTimed.Gain(told);
        weakerTimed.Apply(told);

        Assert.Equal(untimed.Gain(plain), timed.Gain(told), 9);
    }

    [Fact]
    public void Gain_BehindRedundancyThatIsWell_NeitherExplainsNorIsMissed()
    {
        var carried = new CarriedReach(
            Graph.Compile("vm1 via root; vm2 via root; a @ vm1|vm2; b @ vm1|vm2; vm3 via root"));
        var fit = Fit([("vm1", 1), ("vm2", 1), ("vm3", 1), ("a", 1), ("b", 1)], ["a", "vm3"], ["vm1", "vm2"], carried);

        Assert.Equal([Graph.Id("vm3")], fit.Explained);
        Assert.Equal([Graph.Id("a")], fit.Cut);
        Assert.Equal([1, 0], Strengths(fit, 2)); // in the order of ids: the host first
    }

    [Fact]
    public void QuietWeight_AfterTheDelay_RisesOverTheGrace()
    {
        Assert.Equal(0.1, SymptomLikelihood.QuietWeight(0, 0));
        Assert.Equal(0.5, SymptomLikelihood.QuietWeight(40, 10), 9);
        Assert.Equal(1, SymptomLikelihood.QuietWeight(600, 10));
    }

    [Fact]
    public void Claim_WeakerOrEquallyStrong_LeavesWhoCameFirst()
    {
        var best = new (int Cause, double Strength)[] { (-1, 0.2), (-1, 0.2), (-1, 0.2) };

        Fit([("a", 0.5), ("b", 0.5), ("c", 0.1)], ["a", "b", "c"], []).Claim(0, best);
        Fit([("a", 0.5), ("b", 0.6), ("c", 0.2)], ["a", "b", "c"], []).Claim(1, best);

        Assert.Equal([(0, 0.5), (1, 0.6), (1, 0.2)], best);
    }

    /// <summary>Predicted strength at each symptom; 0 where none is predicted.</summary>
    private static IEnumerable<double> Strengths(CandidateFit fit, int symptoms)
    {
        var best = Enumerable.Repeat((Cause: -1, Strength: double.Epsilon), symptoms).ToArray();
        fit.Claim(0, best);
        return best.Select(one => one.Cause < 0 ? 0 : one.Strength);
    }

    private static CandidateFit Fit(
        (string Name, double Strength)[] predicted, string[] symptoms, string[] quiet, CarriedReach? carried = null)
    {
        var answer = new FloodAnswer(
            new FloodSource(Graph.Id("root"), 1),
            [
                .. predicted.Select(one => new FloodReach(Graph.Id(one.Name), one.Strength, 1, 0))
                    .OrderBy(reach => reach.Entity),
            ],
            false);
        var list = symptoms.Select(text => text.Split('+')).Select(parts => new Symptom(
                Graph.Id(parts[0]), TwinBrainDriver.Start.AddSeconds(parts.Length > 1 ? int.Parse(parts[1], null) : 0)))
            .OrderBy(symptom => symptom.Entity).ToArray();
        return new CandidateFit(answer, list, new Observed([.. quiet.Select(Graph.Id)]), Now, carried);
    }

    private sealed class Observed(HashSet<EntityId> reporting) : IObservation
    {
        public bool Reports(EntityId entity) => reporting.Contains(entity);

        public bool WasHarmed(EntityId entity) => false;
    }
}
