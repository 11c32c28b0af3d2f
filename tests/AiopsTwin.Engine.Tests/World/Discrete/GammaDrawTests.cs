using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.World.Discrete;

namespace AiopsTwin.Engine.Tests.World.Discrete;

/// <summary><see cref="GammaDraw"/>: mean and variability are those asked for.</summary>
public sealed class GammaDrawTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(4)]
    public void Next_ManyDraws_HaveTheMoments(double variability)
    {
        var random = new SeededRandom(3);
        var (sum, squares) = (0.0, 0.0);
        const int Count = 200_000;

        for (var i = 0; i < Count; i++)
        {
            var value = GammaDraw.Next(ref random, 2, variability);
            sum += value;
            squares += value * value;
        }

        var mean = sum / Count;
        Assert.Equal(2, mean, 0.03);
        Assert.Equal(variability, ((squares / Count) / (mean * mean)) - 1, (0.03 * variability) + 1e-9);
    }
}
