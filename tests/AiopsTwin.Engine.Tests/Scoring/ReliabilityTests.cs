using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Engine.Tests.Scoring;

/// <summary>How far stated beliefs can be relied upon.</summary>
public sealed class ReliabilityTests
{
    [Fact]
    public void Of_NineInTenRightStatedAtNinety_HasNoError()
    {
        var table = Reliability.Of(Enumerable.Range(0, 100).Select(i => new StatedBelief(0.9, i % 10 == 0 ? 0 : 1)));

        var band = Assert.Single(table.Bands);
        Assert.Equal((0.85, 0.95, 100), (band.From, band.To, band.Stated));
        Assert.Equal(0.9, band.Right, 12);
        Assert.Equal(0, table.Error, 12);
        Assert.Equal(0.09, table.Brier, 12);

        // Wilson's interval of 90 of 100, as published tables give it.
        Assert.Equal(0.8256, band.Low, 4);
        Assert.Equal(0.9448, band.High, 4);
    }

    [Fact]
    public void Of_SureAndWrong_IsTheWorst()
    {
        var table = Reliability.Of([new StatedBelief(1, 0)]);

        Assert.Equal(1, table.Brier);
        Assert.Equal(1, table.Error);
    }

    [Fact]
    public void Of_Nothing_IsZero() => Assert.Equal(0, Reliability.Of([]).Stated);

    [Fact]
    public void Of_BeliefsOfAllSizes_EveryCauseIsInOneBand()
    {
        var stated = Enumerable.Range(0, 101).Select(i => new StatedBelief(i / 100.0, 1)).ToList();

        Assert.Equal(101, Reliability.Of(stated).Bands.Sum(band => band.Stated));
    }
}
