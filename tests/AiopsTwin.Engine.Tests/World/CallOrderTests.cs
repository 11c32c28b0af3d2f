using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Tests.World;

public sealed class CallOrderTests
{
    private static readonly int[] AsNumbered = [0, 1, 2, 3];

    [Fact]
    public void CallersFirst_Diamond_PutsEveryCallerBeforeItsCallees()
    {
        // 3 calls 1 and 2, which call 0.
        var order = CallOrder.CallersFirst(4, [0, 0, 1, 2, 4], [0, 0, 1, 2]);

        Assert.Equal(3, order[0]);
        Assert.Equal(0, order[^1]);
        Assert.Equal(AsNumbered, order.Order());
    }

    [Fact]
    public void NearlyAsNumbered_CallersAlreadyFirst_LeavesNumbersAlone()
    {
        // 0 calls 3, 1 calls 2 and 3.
        var order = CallOrder.NearlyAsNumbered(4, [0, 1, 3, 3, 3], [3, 2, 3], AsNumbered);

        Assert.Equal(AsNumbered, order);
    }

    [Fact]
    public void NearlyAsNumbered_Cycle_StandsTogetherByRank()
    {
        // 0 calls 1, 1 and 2 call each other, 2 calls 3; 2 ranks before 1.
        var order = CallOrder.NearlyAsNumbered(4, [0, 1, 2, 4, 4], [1, 2, 1, 3], [0, 2, 1, 3]);

        Assert.Equal([0, 2, 1, 3], order);
    }

    [Fact]
    public void NearlyAsNumbered_CallAgainstTheNumbers_MovesTheCallerForward()
    {
        // A detour from 2 to 0.
        var order = CallOrder.NearlyAsNumbered(3, [0, 0, 0, 1], [0], [0, 1, 2]);

        Assert.True(Array.IndexOf(order, 2) < Array.IndexOf(order, 0));
    }
}
