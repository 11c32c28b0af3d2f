using AiopsTwin.Engine.Scenarios.Impacts;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Scenarios.Impacts;

/// <summary><see cref="ImpactPhase"/>, read off courses by hand: minutes since the onset.</summary>
public sealed class ImpactPhaseTests
{
    [Theory]
    [InlineData(ImpactPhase.Start, 1)]
    [InlineData(ImpactPhase.Mitigation, 5)]
    [InlineData(ImpactPhase.Recovery, 7)]
    public void At_TwoEntities_IsTheMomentOfBothTogether(ImpactPhase phase, int minute)
    {
        // Together 0 2 4 16 9 3 1 0: half of the worst is 8.
        var found = ImpactPhases.At(phase, [Course("a", 0, 2, 4, 8, 1, 1, 1, 0), Course("b", 0, 0, 0, 8, 8, 2, 0, 0)]);

        Assert.Equal(TimeSpan.FromMinutes(minute), found);
    }

    [Fact]
    public void At_StillHit_HasNoRecovery()
    {
        Assert.Null(ImpactPhases.At(ImpactPhase.Recovery, [Course("a", 0, 5, 0, 0), Course("b", 0, 5, 5, 1)]));
        Assert.Equal(
            TimeSpan.FromMinutes(3), ImpactPhases.At(ImpactPhase.Mitigation, [Course("b", 0, 5, 5, 1)]));
    }

    [Fact]
    public void At_NobodyHit_IsNothing() => Assert.All(
        Enum.GetValues<ImpactPhase>(), phase => Assert.Null(ImpactPhases.At(phase, [Course("a", 0, 0, 0)])));

    private static ImpactCourse Course(string name, params double[] tenths) => new(
        Graph.Id(name), TimeSpan.Zero, TimeSpan.FromMinutes(1), [.. tenths.Select(value => value / 10)]);
}
