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
        var judged = new CaseGuard(default).Run("c", "s", Root, _ => throw new FormatException("odd"));

        Assert.Equal(RankedAnswer.None, judged.Answer);
        Assert.Equal("FormatException: odd", judged.Breakage);
    }

    [Fact]
    public void Run_CaseThatTakesTooLong_IsAMissWithItsTime()
    {
        var judged = new CaseGuard(default).Run("c", "s", Root, _ => Judged(TimeSpan.FromSeconds(61)));

        Assert.Equal((0, "took 61 s"), (judged.Answer.HitAt(1), judged.Breakage));
    }

    [Fact]
    public void Run_CaseInTime_IsLeftAsItIs()
    {
        var judged = new CaseGuard(default).Run("c", "s", Root, _ => Judged(new CaseGuard(default).Limit));

        Assert.Equal((1, null), (judged.Answer.HitAt(1), judged.Breakage));
    }

    [Fact]
    public void Run_CaseBeyondItsTime_IsGivenUpAndAMiss()
    {
        var guard = new CaseGuard(TestContext.Current.CancellationToken) { Limit = TimeSpan.Zero };

        var judged = guard.Run("c", "s", Root, answering =>
        {
            var token = answering();
            token.WaitHandle.WaitOne();
            token.ThrowIfCancellationRequested();
            return Judged(TimeSpan.Zero);
        });

        Assert.Equal((0, "given up after 0 s"), (judged.Answer.HitAt(1), judged.Breakage));
    }

    [Fact]
    public void Run_Cancelled_IsNoMiss()
    {
        Assert.Throws<OperationCanceledException>(() =>
            new CaseGuard(default).Run("c", "s", Root, _ => throw new OperationCanceledException()));
    }

    private static EvaluatedCase Judged(TimeSpan elapsed) =>
        new("c", "s", Root, new RankedAnswer(true, 1, 1), [Root], "self", elapsed, TimeSpan.Zero);
}
