using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World.Proofs;

namespace AiopsTwin.Engine.Tests.World.Proofs;

public sealed class WorldProverTests
{
    [Fact]
    public void Prove_SlowDatastore_TakesAllSymptomsWithItAndItsCallersNone()
    {
        var proofs = new WorldProver().Prove(SlowDatastore().Of("db", "api"));

        Assert.Equal("Without db all 3 symptoms vanish; alone it brings about 3 of 3.", proofs[0].Sentence);
        Assert.Equal(new CounterfactualCounts(3, 3, 3, 0, 0, 0), proofs[0].Counts);
        Assert.Equal(1, proofs[0].Counts!.Strength, 9);
        Assert.Equal("Without api all 3 symptoms stay; alone it brings about 0 of 3.", proofs[1].Sentence);
        Assert.Equal(0, proofs[1].Counts!.Strength);
    }

    [Fact]
    public void Prove_BestSuspect_HasCoursesOfWhatWasSeenAndWouldHaveBeen()
    {
        var proofs = new WorldProver().Prove(SlowDatastore().Of("db", "api"));

        var course = proofs[0].Courses[0];
        Assert.Equal(ProofCase.Id("db"), course.Entity);
        Assert.Equal(0.004, course.Points[0].Observed!.Value, 6);
        Assert.Equal(0.104, course.Points[^1].Observed!.Value, 6);
        Assert.Equal(0.104, course.Points[^1].Simulated, 0.003);
        Assert.Equal(0.004, course.Points[^1].Without, 0.001);
        Assert.Empty(proofs[1].Courses);
    }

    [Fact]
    public void Prove_EntityThatShouldSufferAndIsWell_SpeaksAgainst()
    {
        var proof = new WorldProver().Prove(new ProofCase("web -> api -> db", "shop -> api")
            .Works("db", (100, 100), (0.004, 0.004)).Works("api", (100, 100), (0.020, 0.120))
            .Works("web", (50, 50), (0.050, 0.150)).Works("shop", (50, 50), (0.050, 0.050))
            .Alerts("api", MetricCatalog.RequestDuration).Alerts("web", MetricCatalog.RequestDuration)
            .Of("api"))[0];

        Assert.Equal(1, proof.Counts!.PredictedQuiet);
        Assert.Contains("would also show on shop, where all is well", proof.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Prove_HostThatFell_TakesWhatStandsOnItAlong()
    {
        var proofs = new WorldProver().Prove(new ProofCase("web -> api @ host1 in rack1", "web @ host2 in rack1")
            .Works("web", (50, 50), (0.050, 0.050), (0, 1)).FallsSilent("api").FallsSilent("host1")
            .Shows("host2", MetricCatalog.CpuUtilization, 0.2, 0.2)
            .Alerts("web", MetricCatalog.ErrorRatio).Of("host1", "web", "rack1"));

        Assert.Equal(new CounterfactualCounts(3, 3, 3, 0, 0, 0), proofs[0].Counts);
        Assert.Equal(0, proofs[1].Counts!.Vanishing);
        Assert.Equal(0, proofs[2].Counts!.Strength);
    }

    [Fact]
    public void Prove_GroundOfOneIllThing_ProvesNothing()
    {
        var proofs = new WorldProver().Prove(SlowDatastore().Shows("host1", MetricCatalog.CpuUtilization, 0.2, 0.2)
            .Of("db", "host1"));

        Assert.Equal(0, proofs[1].Counts!.Vanishing);
    }

    [Fact]
    public void Prove_TooFewSamples_SaysNothingYet()
    {
        var source = SlowDatastore().Of("db") with { Now = ProofCase.Onset.AddSeconds(20) };

        Assert.Empty(new WorldProver().Prove(source));
    }

    [Fact]
    public void Prove_NobodyTellsOfRequests_SaysSo()
    {
        var proof = new WorldProver().Prove(new ProofCase("web -> db @ host1")
            .Shows("host1", MetricCatalog.CpuUtilization, 0.2, 0.9).Alerts("host1", MetricCatalog.CpuUtilization)
            .Of("host1"))[0];

        Assert.False(proof.IsProof);
        Assert.Equal(ProofText.NoRequests, proof.Sentence);
    }

    [Fact]
    public void Prove_TroubleOfAnotherSort_SaysSo()
    {
        var proof = new WorldProver().Prove(new ProofCase("web -> db @ host1")
            .Works("web", (50, 50), (0.05, 0.05)).Works("db", (50, 50), (0.004, 0.004))
            .Shows("host1", MetricCatalog.MemoryUtilization, 0.2, 0.9).Alerts("host1", MetricCatalog.MemoryUtilization)
            .Of("host1"))[0];

        Assert.Null(proof.Counts);
        Assert.Equal(ProofText.NoSymptom(1), proof.Sentence);
    }

    [Fact]
    public void Prove_Twice_IsTheSame()
    {
        var source = SlowDatastore().Of("db", "api");

        var (first, second) = (new WorldProver().Prove(source), new WorldProver().Prove(source));

        Assert.Equal(first.Select(one => one.Sentence), second.Select(one => one.Sentence));
        Assert.Equal(first[0].Courses[0].Points, second[0].Courses[0].Points);
        Assert.Equal(first[0].Effects, second[0].Effects);
    }

    private static ProofCase SlowDatastore() => new ProofCase("web -> api -> db @ host1")
        .Works("db", (100, 100), (0.004, 0.104)).Works("api", (100, 100), (0.020, 0.120))
        .Works("web", (50, 50), (0.050, 0.250)).Alerts("db", MetricCatalog.RequestDuration)
        .Alerts("api", MetricCatalog.RequestDuration).Alerts("web", MetricCatalog.RequestDuration);
}
