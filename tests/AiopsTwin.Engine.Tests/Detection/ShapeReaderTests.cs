using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

/// <summary>Generated series of a minute with 2 % of noise whose neighbours resemble each other: of each shape's
/// anomalies that are found, four in five are called by their name, half an hour later or at their end; of scattering
/// ones, which are out and in again with every sample, half.</summary>
public sealed class ShapeReaderTests
{
    private const string Metric = "load.value";
    private const int Seeds = 20;
    private const int Day = 1440;

    [Theory]
    [InlineData(AnomalyShape.LevelShift, 8)]
    [InlineData(AnomalyShape.Spike, 8)]
    [InlineData(AnomalyShape.Ramp, 8)]
    [InlineData(AnomalyShape.VarianceChange, 5)]
    [InlineData(AnomalyShape.Absence, 8)]
    [InlineData(AnomalyShape.SeasonBroken, 8)]
    public void Of_GeneratedAnomaly_IsCalledByItsName(AnomalyShape shape, int ofTen)
    {
        var (found, named) = (0, 0);
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            if (Shape(shape, seed) is { } told)
            {
                found++;
                named += told.Shape == shape ? 1 : 0;
                Assert.True(told.ShapeSentence.Length > 0 || told.Shape == AnomalyShape.Unknown);
            }
        }

        Assert.InRange(found, 15, Seeds);
        Assert.True(10 * named >= ofTen * found, $"{named} of {found}");
    }

    [Fact]
    public void Of_FirstSampleFarOut_IsTooEarlyToSay()
    {
        var rig = Learned(1, out _);

        rig.Send((Metric, 200));

        var alert = Assert.Single(rig.Raised);
        Assert.Equal(AnomalyShape.Unknown, alert.Explanation!.Shape);
        Assert.Empty(alert.Explanation.ShapeSentence);
    }

    [Fact]
    public void Advance_EntitySilent_TellsAnAbsence()
    {
        var rig = Learned(1, out _);

        rig.Advance(TimeSpan.FromMinutes(30));

        var alert = Assert.Single(rig.Raised, raised => raised.Name == "silent");
        Assert.Equal(AnomalyShape.Absence, alert.Explanation!.Shape);
    }

    /// <summary>What the last alert of the generated anomaly says at its end, or its series half an hour later; null
    /// when it was not found.</summary>
    private static AnomalyExplanation? Shape(AnomalyShape shape, ulong seed)
    {
        var rig = Learned(seed, out var random, shape == AnomalyShape.SeasonBroken);
        var noise = 0.0;
        AnomalyExplanation? told = null;
        for (var i = 0; i < 180; i++)
        {
            noise = (0.5 * noise) + (0.0173 * random.NextNormal());
            var (level, spread) = At(shape, i);
            rig.Send((Metric, 100 * level * (1 + (spread * noise))));
            var raised = rig.Changed.Find(alert => alert.Status == AlertStatus.Firing);
            if (raised is not null && rig.Now >= raised.RaisedAt.AddMinutes(30) && told is null)
            {
                told = Assert.Single(rig.Monitor.Series(rig.State)).Explanation;
            }
        }

        return rig.Changed.FindLast(alert => alert.Status == AlertStatus.Resolved)?.Explanation ?? told;
    }

    private static (double Level, double Spread) At(AnomalyShape shape, int minute) => shape switch
    {
        AnomalyShape.LevelShift => (1.4, 1),
        AnomalyShape.Spike => (minute < 2 ? 1.6 : 1, 1),
        AnomalyShape.Ramp => (1 + (0.01 * minute), 1),
        AnomalyShape.VarianceChange => (1, 7),
        AnomalyShape.Absence => (0, 1),
        _ => (1, 1),
    };

    /// <summary>Learned for four days; where the season is going to break, until work should begin on the fifth: on
    /// every day before it doubled within an hour and a half, for six hours.</summary>
    private static MonitorRig Learned(ulong seed, out SeededRandom random, bool hasWork = false)
    {
        const int Begin = 600;
        var rig = new MonitorRig(seed, intervalSeconds: 60);
        random = new SeededRandom(seed);
        var noise = 0.0;
        for (var i = 0; i < (4 * Day) + (hasWork ? Begin : 0); i++)
        {
            noise = (0.5 * noise) + (0.0173 * random.NextNormal());
            var edge = Math.Min((i % Day) - Begin, Begin + 540 - (i % Day)) / 90.0;
            var work = hasWork ? Math.Clamp(edge, 0, 1) : 0;
            rig.Send((Metric, 100 * (1 + work) * (1 + noise)));
        }

        rig.Changed.Clear();
        return rig;
    }
}
