using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>Looking for what is set: <see cref="Flags"/>.</summary>
public sealed class FlagsTests
{
    private static readonly bool[] Some = [false, true, false, false, true, false];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 4)]
    [InlineData(5, 6)]
    [InlineData(6, 6)]
    public void Next_FromAPlace_IsTheFirstThatIsSetOrTheirNumber(int from, int expected) =>
        Assert.Equal(expected, Flags.Next(Some, from));

    [Theory]
    [InlineData(5, 4)]
    [InlineData(4, 4)]
    [InlineData(3, 1)]
    [InlineData(0, -1)]
    [InlineData(-1, -1)]
    public void Last_UpToAPlace_IsTheLastThatIsSetOrNone(int to, int expected) =>
        Assert.Equal(expected, Flags.Last(Some, to));
}
