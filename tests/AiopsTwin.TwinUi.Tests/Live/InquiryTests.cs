using AiopsTwin.TwinUi.Live;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Live;

public sealed class InquiryTests
{
    private readonly Signal _signal = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_Failure_KeepsTheOldAnswerAndSaysSo()
    {
        var isBroken = false;
        using var inquiry = new Inquiry<string>(
            _ => isBroken ? Task.FromException<string>(new IOException("cut")) : Task.FromResult("fine"),
            _signal.News,
            TimeProvider.System,
            TimeSpan.Zero);
        inquiry.Ask();
        await _signal.Until(() => inquiry.IsAnswered, "an answer", Stop);

        isBroken = true;
        inquiry.Ask();
        await _signal.Until(() => inquiry.Problem is not null, "the problem", Stop);

        Assert.Equal("fine", inquiry.Answer);
    }

    [Fact]
    public async Task Ask_ManyTimesWhileAsking_AsksOnceMore()
    {
        var asked = 0;
        var first = new TaskCompletionSource();
        using var inquiry = new Inquiry<int>(
            async _ =>
            {
                var number = ++asked;
                if (number == 1)
                {
                    await first.Task;
                }

                return number;
            },
            _signal.News,
            TimeProvider.System,
            TimeSpan.Zero);
        inquiry.Ask();
        for (var again = 0; again < 100; again++)
        {
            inquiry.Ask();
        }

        first.SetResult();
        await _signal.Until(() => inquiry.Answer == 2, "the second answer", Stop);

        Assert.Equal(2, asked);
    }
}
