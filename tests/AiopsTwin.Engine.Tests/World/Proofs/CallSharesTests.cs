using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World.Proofs;

namespace AiopsTwin.Engine.Tests.World.Proofs;

public sealed class CallSharesTests
{
    [Fact]
    public void Divide_OneCaller_GivesTheRatioOfRates()
    {
        FittedCall[] calls = [Call(0, 1)];

        var outside = CallShares.Divide(calls, [50, 75], [1, 0.01], [false, false]);

        Assert.Equal(1.5, calls[0].PerRequest, 9);
        Assert.Equal([50, 0], outside);
    }

    [Fact]
    public void Divide_SeveralCallers_GivesEachTheSame()
    {
        FittedCall[] calls = [Call(0, 2), Call(1, 2)];

        CallShares.Divide(calls, [100, 50, 75], [1, 1, 0.01], [false, false, false]);

        Assert.All(calls, call => Assert.Equal(0.5, call.PerRequest, 9));
    }

    [Fact]
    public void Divide_CallerWhoseTimeHasNoRoom_GetsWhatFitsAndOthersTheRest()
    {
        // The first answers in 10 ms and cannot wait for a callee of 10 ms twice.
        FittedCall[] calls = [Call(0, 2), Call(1, 2)];

        var outside = CallShares.Divide(calls, [100, 100, 300], [0.01, 1, 0.01], [false, false, false]);

        Assert.Equal(0.98, calls[0].PerRequest, 9);
        Assert.Equal(2.02, calls[1].PerRequest, 9);
        Assert.Equal(0, outside[2], 9);
    }

    [Fact]
    public void Divide_WorkThatFitsNowhere_ComesFromOutside()
    {
        FittedCall[] calls = [Call(0, 1)];

        var outside = CallShares.Divide(calls, [100, 300], [0.01, 0.01], [false, false]);

        Assert.Equal(202, outside[1], 6);
    }

    [Fact]
    public void Divide_UnknownCallers_CountLikeOneThatIsKnown()
    {
        FittedCall[] calls = [Call(0, 1)];

        var outside = CallShares.Divide(calls, [100, 100], [1, 0.01], [false, true]);

        Assert.Equal(0.5, calls[0].PerRequest, 9);
        Assert.Equal(50, outside[1], 9);
    }

    private static FittedCall Call(int from, int to) => new(from, to, DependencyKind.CallsSync, true);
}
