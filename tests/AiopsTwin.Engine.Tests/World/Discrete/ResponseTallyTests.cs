using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.World.Discrete;

namespace AiopsTwin.Engine.Tests.World.Discrete;

/// <summary><see cref="ResponseTally"/> against sorted values.</summary>
public sealed class ResponseTallyTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.999)]
    public void Quantile_ExponentialTimes_IsWithinABin(double share)
    {
        var random = new SeededRandom(9);
        var tally = new ResponseTally();
        var values = new double[20_000];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = GammaDraw.Next(ref random, 0.05, 1);
            tally.Add(values[i]);
        }

        Array.Sort(values);
        var exact = values[(int)Math.Ceiling(share * values.Length) - 1];
        Assert.Equal(exact, tally.Quantile(share), 0.032 * exact);
        Assert.Equal(values.Average(), tally.Mean, 1e-9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-9)]
    [InlineData(1e6)]
    public void Add_TimesOutOfReach_AreCountedAtTheEnd(double seconds)
    {
        var tally = new ResponseTally();

        tally.Add(seconds);

        Assert.Equal(1, tally.Count);
        Assert.True(double.IsFinite(tally.Quantile(0.5)));
    }

    [Fact]
    public void Clear_AfterTimes_LeavesNothing()
    {
        var tally = new ResponseTally();
        tally.Add(1);

        tally.Clear();

        Assert.Equal((0, 0, 0, 0), (tally.Count, tally.Mean, tally.Variance, tally.Quantile(0.5)));
    }
}
