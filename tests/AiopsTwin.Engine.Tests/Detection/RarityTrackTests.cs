using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class RarityTrackTests
{
    private static readonly long Minute = TimeSpan.TicksPerMinute;

    [Fact]
    public void Take_FirstHundredSamples_SaysNothing()
    {
        var track = default(RarityTrack);

        var said = Enumerable.Range(0, 100).Select(i => track.Take(i % 7 == 0 ? 1000 : i % 5, Minute)).ToList();

        Assert.All(said, rarity => Assert.Equal(0, rarity));
    }

    /// <summary>A rarity of n is to be met about once in ten to the power of n samples: of independent normal noise,
    /// and of noise with tails far thicker.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Take_Noise_IsAsRareAsItSays(bool isSpiky)
    {
        const int Samples = 40_000;
        var (hundreds, thousands) = (0, 0);
        for (var seed = 1; seed <= 5; seed++)
        {
            var track = default(RarityTrack);
            var random = new SeededRandom((ulong)seed);
            for (var i = 0; i < Samples; i++)
            {
                var spike = isSpiky && random.NextDouble() < 0.01 ? 20 * Math.Abs(random.NextNormal()) : 0;
                var rarity = track.Take(100 + random.NextNormal() + spike, Minute);
                hundreds += i >= 1000 && rarity >= 2 ? 1 : 0;
                thousands += i >= 1000 && rarity >= 3 ? 1 : 0;
            }
        }

        var seen = 5.0 * (Samples - 1000);
        Assert.InRange(hundreds / seen, 0.003, 0.04);
        Assert.InRange(thousands / seen, 0.0002, 0.004);
    }

    [Fact]
    public void Take_LevelThatNeverWas_StaysRareForAnHourAndUnusualForThree()
    {
        var track = default(RarityTrack);
        var random = new SeededRandom(3);
        var said = new List<double>();
        for (var i = 0; i < 7 * 1440; i++)
        {
            track.Take(100 + random.NextNormal(), Minute);
        }

        for (var i = 0; i < 6 * 60; i++)
        {
            said.Add(track.Take(115 + random.NextNormal(), Minute));
        }

        Assert.All(said[..60], rarity => Assert.True(rarity > 4, $"{rarity}"));
        Assert.All(said[..180], rarity => Assert.True(rarity > 2, $"{rarity}"));
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(1000)]
    public void Take_OtherUnit_IsTheSame(double unit)
    {
        var plain = default(RarityTrack);
        var disguised = default(RarityTrack);
        var random = new SeededRandom(5);

        for (var i = 0; i < 5000; i++)
        {
            var value = 50 + (5 * random.NextNormal());
            Assert.Equal(plain.Take(value, Minute), disguised.Take(unit * value, Minute), 1e-4);
        }
    }

    [Fact]
    public void Take_SeriesThatNeverMoves_IsNotRare()
    {
        var track = default(RarityTrack);

        var said = Enumerable.Range(0, 5000).Select(_ => track.Take(0, Minute)).ToList();

        Assert.All(said, rarity => Assert.Equal(0, rarity));
    }
}
