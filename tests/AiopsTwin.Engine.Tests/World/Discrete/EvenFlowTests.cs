using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Discrete;

namespace AiopsTwin.Engine.Tests.World.Discrete;

/// <summary><see cref="EvenFlow"/>: nothing lost or made, little of the noise, and jumps within seconds.</summary>
public sealed class EvenFlowTests
{
    [Fact]
    public void Add_AnyCounts_LosesAndMakesNothing()
    {
        var (flow, random) = (new EvenFlow(), new Engine.Numerics.SeededRandom(3));
        var (counted, flowed) = (0.0, 0.0);
        for (var i = 0; i < 2000; i++)
        {
            var count = SamplingNoise.Poisson(ref random, i is > 500 and < 600 ? 0 : i > 1500 ? 300 : 20);
            flow.Add(count, i % 3 == 0 ? 5 : 1);
            counted += count;
            flowed += flow.PerSecond * (i % 3 == 0 ? 5 : 1);
            Assert.True(flow.PerSecond >= 0);
            Assert.Equal(counted, flowed + flow.Owed, 1e-6 * Math.Max(1, counted));
        }
    }

    [Fact]
    public void PerSecond_EvenCounts_HasLessThanATenthOfTheirNoise()
    {
        var (flow, random, square) = (new EvenFlow(), new Engine.Numerics.SeededRandom(3), 0.0);
        for (var i = 0; i < 20_000; i++)
        {
            flow.Add(SamplingNoise.Poisson(ref random, 100), 1);
            square += i >= 1000 ? Math.Pow(flow.PerSecond - 100, 2) / 19_000 : 0;
        }

        // Of single seconds it is 10.
        Assert.InRange(Math.Sqrt(square), 0.1, 1.8);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(0)]
    public void PerSecond_Jump_FollowsWithinSeconds(double after)
    {
        var flow = new EvenFlow();
        for (var i = 0; i < 200; i++)
        {
            flow.Add(100, 1);
        }

        for (var i = 0; i < 25; i++)
        {
            flow.Add(after, 1);
        }

        Assert.Equal(after, flow.PerSecond, 25.0);
    }
}
