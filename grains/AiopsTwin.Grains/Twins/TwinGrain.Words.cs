using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Twins;

/// <summary>What people say to the twin: stored before it is answered, and heard again by every later life.</summary>
internal sealed partial class TwinGrain
{
    private bool _hasNewWords;

    /// <inheritdoc />
    public async Task<WordReceipt> Say(OperatorWord word)
    {
        ArgumentNullException.ThrowIfNull(word);
        await Ready();
        if (_board.Now is not { } now)
        {
            return WordReceipt.Refused($"the clock of twin {_twin} has not begun; there is nothing to speak of yet");
        }

        var said = word with { At = now };
        var receipt = WordReceipt.Refused("");
        await OrGiveUp(async () =>
        {
            receipt = _brain.Hear(said);
            if (receipt.IsAccepted)
            {
                _journal.Add(TwinEventKinds.Word, now, said);
                _hasNewWords = true;
                await Conclude(_brain.TakeChanged(), []);
            }
        });
        LogSaid(_twin, said.Kind, said.Who, said.Subject, receipt.IsAccepted ? receipt.Id : receipt.Reason);
        return receipt;
    }

    /// <inheritdoc />
    public async Task<FeedbackBook> Feedback()
    {
        await Ready();
        return _brain.Feedback();
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<SilenceLine>> Silences()
    {
        await Ready();
        return _brain.Silences();
    }

    /// <inheritdoc />
    public async Task<GateBoard> Gates()
    {
        await Ready();
        return _brain.Gates();
    }

    /// <summary>Alerts that do not say since when begin now; the brain keeps what it heard first. It comes between
    /// other turns, and so asks the board alone.</summary>
    private ImmutableArray<Alert> Dated(ImmutableArray<Alert> alerts)
    {
        if (!alerts.Any(alert => alert.IsStartUnknown))
        {
            return alerts;
        }

        var now = _board.Now ?? services.Time.GetUtcNow();
        return
        [
            .. alerts.Select(alert => !alert.IsStartUnknown ? alert
                : Since(alert, alert.EndsAt < now ? alert.EndsAt.Value : now)),
        ];
    }

    private static Alert Since(Alert alert, DateTimeOffset start) => alert with { StartsAt = start, RaisedAt = start };
}
