using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class SiblingReferenceTests
{
    private const long Gap = TimeSpan.TicksPerSecond * 10;

    [Fact]
    public void Take_TwoMembersMoveAlike_DeviateAlikeWhateverTheirSize()
    {
        var (small, large) = (default(SiblingReference), default(SiblingReference));
        var random = new SeededRandom(2);
        var apart = 0.0;

        for (var i = 0; i < 3000; i++)
        {
            var tide = Math.Exp(0.2 * Math.Sin(i / 300.0) + (0.05 * random.NextNormal()));
            small.Take(10 * tide, Gap, 1080, 1, out var one);
            large.Take(5000 * tide, Gap, 1080, 1, out var other);
            apart = Math.Max(apart, Math.Abs(one - other));
        }

        Assert.Equal(0, apart, 9);
    }

    [Fact]
    public void Take_Deviation_MovesItLittleWithinAQuarterOfAnHour()
    {
        var reference = default(SiblingReference);
        Feed(ref reference, 100, 1080);

        var last = Feed(ref reference, 96, 90);

        Assert.InRange(last, Math.Log(0.96), Math.Log(0.966));
    }

    [Fact]
    public void Take_AfterALongGap_IsLearnedAnew()
    {
        var reference = default(SiblingReference);
        Feed(ref reference, 100, 200);

        var isUsable = reference.Take(50, TimeSpan.TicksPerHour * 2, 1080, 1, out var deviation);

        Assert.False(isUsable);
        Assert.Equal(0, deviation);
        Assert.Equal(50, reference.Value, 9);
    }

    private static double Feed(ref SiblingReference reference, double value, int count)
    {
        var deviation = 0.0;
        for (var i = 0; i < count; i++)
        {
            reference.Take(value, Gap, 1080, 1, out deviation);
        }

        return deviation;
    }
}
