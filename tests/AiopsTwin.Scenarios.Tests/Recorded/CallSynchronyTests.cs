using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded;

namespace AiopsTwin.Scenarios.Tests.Recorded;

public sealed class CallSynchronyTests
{
    private static readonly EntityId Caller = EntityId.Parse("service:caller");
    private static readonly EntityId Callee = EntityId.Parse("service:callee");

    [Theory]
    [InlineData(0.3, 3.0, 5, true)]
    [InlineData(3.1, 3.0, 5, false)]
    [InlineData(0.3, 3.0, 1, false)]
    [InlineData(null, 3.0, 5, false)]
    [InlineData(0.3, null, 5, false)]
    public void IsAsynchronous_SlowestHundredthAgainstTheUsualAnswer_Decides(
        double? slowest, double? usual, double calls, bool expected)
    {
        var profiles = ImmutableSortedDictionary<EntityId, LatencyProfile>.Empty
            .Add(Caller, new LatencyProfile(100, 0.1, slowest))
            .Add(Callee, new LatencyProfile(calls, usual, 4));

        Assert.Equal(expected, CallSynchrony.IsAsynchronous(profiles, Caller, Callee));
    }

    [Fact]
    public void IsAsynchronous_NothingMeasured_CountsAsWaitedFor() => Assert.False(
        CallSynchrony.IsAsynchronous(ImmutableSortedDictionary<EntityId, LatencyProfile>.Empty, Caller, Callee));
}
