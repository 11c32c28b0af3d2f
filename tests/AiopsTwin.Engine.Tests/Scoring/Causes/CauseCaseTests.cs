using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scoring.Causes;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Scoring.Causes;

/// <summary>Drawn cases can be played, are fixed by their seed, and carry the truth they were drawn with.</summary>
public sealed class CauseCaseTests
{
    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 40).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Draw_OfAnySeed_FaultsFitTheEstateAndAreTheTruth(ulong seed)
    {
        var drawn = CauseCases.Any(seed);

        var faults = drawn.Scenario.Timeline.Select(step => step.Fault).Where(fault => fault is not null).ToList();
        Assert.All(faults, fault => Assert.Empty(FaultCatalog.Check(fault!, drawn.Scenario.Estate)));
        Assert.Equal(faults.SelectMany(fault => fault!.Targets), drawn.Roots);
    }

    [Fact]
    public void Draw_SameSeedTwice_SameCase()
    {
        var first = CauseCases.Place(7);
        var second = CauseCases.Place(7);

        Assert.Equal(
            first.Scenario.Estate.Topology.Entities.Select(entity => entity.Id),
            second.Scenario.Estate.Topology.Entities.Select(entity => entity.Id));
        Assert.Equal(first.Roots, second.Roots);
    }

    [Fact]
    public void Draw_OtherSeed_OtherNames()
    {
        var first = CauseCases.Place(1).Scenario.Estate.Topology.Entities.Select(entity => entity.Id);
        var second = CauseCases.Place(2).Scenario.Estate.Topology.Entities.Select(entity => entity.Id);

        Assert.Empty(first.Intersect(second));
    }

    [Fact]
    public void Play_SlowService_IsFoundAndSaidTwiceTheSame()
    {
        // The eighth kind of the places is a slow service with innocents beside it.
        var first = CauseCases.Place(8).Play();
        var second = CauseCases.Place(8).Play();

        Assert.Equal("slow-service", first.Case.Kind);
        Assert.Equal(1, first.Answers.Single().HitAt(1));
        Assert.Equal(1, first.Level);
        Assert.Equal(first.Got, second.Got);
        Assert.Equal(first.Stated.Select(one => one.Belief), second.Stated.Select(one => one.Belief));
    }

    [Fact]
    public void Names_OfBothSets_AreUnique()
    {
        var names = CauseCases.PlaceNames.Concat(CauseCases.TroubleNames).ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Draw_Estate_NoTwoPlacesHoldTheSame()
    {
        var topology = CauseCases.Place(3).Scenario.Estate.Topology;

        var contents = topology.Entities.Select(entity => entity.Id)
            .Where(id => id.Kind is EntityKind.Rack or EntityKind.Switch or EntityKind.Zone or EntityKind.External)
            .Select(place => string.Join(' ', topology.Dependencies.Where(link => link.On == place)
                .Select(link => link.Dependent).Order()))
            .ToList();
        Assert.Equal(contents.Count, contents.Distinct(StringComparer.Ordinal).Count());
    }
}
