using AiopsTwin.Engine.Diagnosis;

namespace AiopsTwin.Engine.Tests.Diagnosis;

public sealed class HypergeometricTests
{
    [Fact]
    public void Tail_LadyTastingTea_IsOneInSeventy() =>
        Assert.Equal(1 / 70.0, Hypergeometric.Tail(8, 4, 4, 4), 9);

    [Fact]
    public void Tail_AtLeastNothing_IsCertain() =>
        Assert.Equal(1, Hypergeometric.Tail(20, 5, 6, 0), 9);

    [Fact]
    public void Tail_MarkedExceedAll_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Hypergeometric.Tail(3, 4, 2, 1));
}
