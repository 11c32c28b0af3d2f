using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class OnsetTrackerTests
{
    [Fact]
    public void Hear_StepAfterNoise_RemembersTheFirstSampleOfTheStep()
    {
        var onset = default(OnsetTracker);
        double[] residuals = [0.5, -1, 1.2, 0.1, 3, 4, 2, 3];

        for (var i = 0; i < residuals.Length; i++)
        {
            onset.Hear(100 + i, residuals[i]);
        }

        // By hand: 0, 0, 0.2, 0, 2, 5, 6, 8; the sum last left zero with the fifth sample.
        Assert.Equal(104, onset.Onset);
        Assert.Equal(8, onset.Sum, 12);
    }

    [Fact]
    public void OnsetOf_LargeStepAfterALongLean_IsTheStep()
    {
        var track = DeviationScorer.Start(1, 0, 30);
        var bounds = new ScoreBounds(0.1, 0, 360);

        for (var i = 1; i <= 40; i++)
        {
            DeviationScorer.Score(track, i, i <= 30 ? 1.5 : 20, bounds, BadDirection.Up);
        }

        Assert.Equal(31, track.OnsetOf(1, true, 40));
        Assert.Equal(1, track.OnsetOf(1, false, 40));
    }

    [Fact]
    public void Hear_LoneSpike_IsForgottenWithinItsSize()
    {
        var onset = default(OnsetTracker);
        onset.Hear(1, 1000);

        for (var i = 2; i <= 6; i++)
        {
            onset.Hear(i, 0);
        }

        Assert.Equal(0, onset.Sum);
    }
}
