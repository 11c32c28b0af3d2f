using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded;

namespace AiopsTwin.Scenarios.Tests.Recorded;

public sealed class CaseGuardTests
{
    private static readonly EntityId Root = EntityId.Of(EntityKind.Service, "till");

    [Fact]
    public void Run_CaseThatThrows_IsAMissWithItsReason()
    {
        var judged = CaseGuard.Run("c", "s", Root, () => throw new FormatException("odd"));

        Assert.Equal(RankedAnswer.None, judged.Answer);
        Assert.Equal("FormatException: odd", judged.Breakage);
    }

    [Fact]
    public void Run_CaseThatTakesTooLong_IsAMissWithItsTime()
    {
        var judged = CaseGuard.Run("c", "s", Root, () => Judged(TimeSpan.FromSeconds(61)));

        Assert.Equal((0, "took 61 s"), (judged.Answer.HitAt(1), judged.Breakage));
    }

    [Fact]
    public void Run_CaseInTime_IsLeftAsItIs()
    {
        var judged = CaseGuard.Run("c", "s", Root, () => Judged(CaseGuard.Limit));

        Assert.Equal((1, null), (judged.Answer.HitAt(1), judged.Breakage));
    }

    [Fact]
    public void Run_Cancelled_IsNoMiss()
    {
        Assert.Throws<OperationCanceledException>(() =>
            CaseGuard.Run("c", "s", Root, () => throw new OperationCanceledException()));
    }

    private static EvaluatedCase Judged(TimeSpan elapsed) =>
        new("c", "s", Root, new RankedAnswer(true, 1, 1), [Root], "self", elapsed, TimeSpan.Zero);
}
