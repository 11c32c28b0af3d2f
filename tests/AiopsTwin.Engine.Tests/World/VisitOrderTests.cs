using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>Who is visited next: <see cref="VisitOrder"/>.</summary>
public sealed class VisitOrderTests
{
    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(2, 0, 3, 1)]
    public void NextAndLast_SomeFlagged_VisitThemInOrderAndBack(params int[] order)
    {
        var (visits, flags) = (new VisitOrder(order), new[] { true, false, true, true });
        int[] expected = [.. order.Where(process => flags[process])];

        List<int> there = [], back = [];
        for (var i = visits.Next(flags, 0); i < visits.Length; i = visits.Next(flags, i + 1))
        {
            there.Add(visits[i]);
        }

        for (var i = visits.Last(flags, visits.Length - 1); i >= 0; i = visits.Last(flags, i - 1))
        {
            back.Insert(0, visits[i]);
        }

        Assert.Equal(expected, there);
        Assert.Equal(expected, back);
    }

    [Fact]
    public void Next_NobodyFlagged_IsTheEnd()
    {
        Assert.Equal(2, new VisitOrder([1, 0]).Next(new bool[2], 0));
        Assert.Equal(-1, new VisitOrder([1, 0]).Last(new bool[2], 1));
    }
}
