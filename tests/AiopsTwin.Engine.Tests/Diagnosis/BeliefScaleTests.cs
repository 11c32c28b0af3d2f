using AiopsTwin.Engine.Diagnosis;

namespace AiopsTwin.Engine.Tests.Diagnosis;

/// <summary>From sums of evidence to belief.</summary>
public sealed class BeliefScaleTests
{
    [Fact]
    public void Of_TwoSuspectsAndSomethingElseAlike_AThirdEach()
    {
        var beliefs = new BeliefScale(0.5, 2).Of([2, 2]);

        Assert.All(beliefs, belief => Assert.Equal(1.0 / 3, belief, 12));
    }

    [Fact]
    public void Of_AnyScores_KeepsTheirOrderAndLeavesRoomForSomethingElse()
    {
        double[] scores = [9.5, 4, 4, -2, 0.1];

        var beliefs = BeliefScale.Default.Of(scores);

        Assert.Equal(
            scores.Index().OrderByDescending(one => one.Item).Select(one => one.Index),
            beliefs.Index().OrderByDescending(one => one.Item).Select(one => one.Index));
        Assert.InRange(beliefs.Sum(), 0.5, 1 - 1e-9);
    }

    [Fact]
    public void Of_WeakEvidenceAlone_IsMostlySomethingElse()
    {
        var beliefs = BeliefScale.Default.Of([-2]);

        Assert.InRange(beliefs[0], 0, 0.5);
    }

    [Fact]
    public void Of_FarApart_DoesNotOverflow() =>
        Assert.Equal(1, new BeliefScale(1, 0).Of([5000, -5000])[0], 12);

    [Fact]
    public void New_NoSharpness_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BeliefScale(0, 1));
}
