using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>Keeps a case that breaks, or takes too long, in the denominator: it is given up, counts as a miss and is
/// listed (diagnosis reference, section 6).</summary>
/// <param name="cancellation">Stops the whole evaluation, which is no case's fault.</param>
internal sealed class CaseGuard(CancellationToken cancellation)
{
    /// <summary>A case that takes longer is no answer. Reading files and learning do not count.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Judges a case; whatever goes wrong with it is its breakage.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="slice">Its slice.</param>
    /// <param name="expected">The component at fault.</param>
    /// <param name="judge">Judges it. It calls what it is given when answering begins, and gives up when told to by
    /// what it gets for that.</param>
    public EvaluatedCase Run(
        string name, string slice, EntityId expected, Func<Func<CancellationToken>, EvaluatedCase> judge)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var judged = judge(() => Begin(time));
            return judged.Elapsed <= Limit ? judged : judged with
            {
                Answer = RankedAnswer.None,
                Breakage = FormattableString.Invariant($"took {judged.Elapsed.TotalSeconds:0} s"),
            };
        }
        catch (OperationCanceledException) when (
            time.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Broken(FormattableString.Invariant($"given up after {Limit.TotalSeconds:0} s"));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Broken($"{exception.GetType().Name}: {exception.Message}");
        }

        EvaluatedCase Broken(string reason) => new(
            name, slice, expected, RankedAnswer.None, [], null, TimeSpan.Zero, TimeSpan.Zero)
        {
            Breakage = reason,
        };
    }

    private CancellationToken Begin(CancellationTokenSource time)
    {
        time.CancelAfter(Limit);
        return time.Token;
    }
}
