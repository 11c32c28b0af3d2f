using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scoring.Proofs;

namespace AiopsTwin.Engine.Tests.Scoring.Proofs;

public sealed class FaultyEstateTests
{
    [Fact]
    public void Create_ManySeeds_FaultsFitTheirEstatesAndKindsAllCome()
    {
        var scenarios = Enumerable.Range(1, 80).Select(seed => FaultyEstate.Create((ulong)seed)).ToList();

        Assert.All(scenarios, scenario => Assert.Empty(
            FaultCatalog.Check(scenario.Timeline.Single().Fault!, scenario.Estate)));
        Assert.Equal(FaultyEstate.Kinds, scenarios.Select(scenario => scenario.Title).Distinct().Order());
    }

    [Fact]
    public void Create_SameSeed_IsTheSameEstateAndFault()
    {
        var (first, second) = (FaultyEstate.Create(5), FaultyEstate.Create(5));

        Assert.Equal(first.Estate.World.Calls, second.Estate.World.Calls);
        Assert.Equal(first.Estate.World.Processes, second.Estate.World.Processes);
        Assert.Equal(first.Truth.Roots, second.Truth.Roots);
    }

    [Fact]
    public void Play_SlowThing_IsProvedAndItsRightSuspectNamed()
    {
        // The first seed whose fault makes requests of a service fail.
        var seed = (ulong)Enumerable.Range(1, 80).First(
            one => FaultyEstate.Create((ulong)one).Title == "error-add");

        var outcome = ProofOutcome.Play("error-add", FaultyEstate.Create(seed), seed);

        Assert.True(outcome.HasProof);
        Assert.Contains(outcome.Lines, line => line is { IsRight: true, Counts.Vanishing: > 0 });
    }
}
