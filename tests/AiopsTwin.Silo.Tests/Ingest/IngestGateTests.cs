using AiopsTwin.Silo.Ingest;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Tests.Ingest;

public sealed class IngestGateTests
{
    [Fact]
    public async Task Enter_QueueFull_IsRefusedAtOnceAndFreeAgainAfterwards()
    {
        var cancelled = TestContext.Current.CancellationToken;
        using var gate = new IngestGate(Options.Create(new IngestOptions { MaxConcurrent = 1, QueueLimit = 1 }));
        var first = await gate.EnterAsync(cancelled);
        var second = gate.EnterAsync(cancelled).AsTask();

        var third = await gate.EnterAsync(cancelled);
        first!.Dispose();
        using var turn = await second;

        Assert.Null(third);
        Assert.NotNull(turn);
    }

    [Fact]
    public async Task Enter_WaitsTooLong_IsRefused()
    {
        using var gate = new IngestGate(Options.Create(
            new IngestOptions { MaxConcurrent = 1, QueueWait = TimeSpan.FromMilliseconds(100) }));
        using var first = await gate.EnterAsync(TestContext.Current.CancellationToken);

        var second = await gate.EnterAsync(TestContext.Current.CancellationToken);

        Assert.Null(second);
    }
}
