using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>Keeps a case that breaks, or takes too long, in the denominator: it counts as a miss and is listed
/// (diagnosis reference, section 6).</summary>
internal static class CaseGuard
{
    /// <summary>A case that takes longer is no answer. Reading files and learning do not count.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Judges a case; whatever goes wrong with it is its breakage.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="slice">Its slice.</param>
    /// <param name="expected">The component at fault.</param>
    /// <param name="judge">Judges it.</param>
    public static EvaluatedCase Run(string name, string slice, EntityId expected, Func<EvaluatedCase> judge)
    {
        try
        {
            var judged = judge();
            return judged.Elapsed <= Limit ? judged : judged with
            {
                Answer = RankedAnswer.None,
                Breakage = FormattableString.Invariant($"took {judged.Elapsed.TotalSeconds:0} s"),
            };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new EvaluatedCase(
                name, slice, expected, RankedAnswer.None, [], null, TimeSpan.Zero, TimeSpan.Zero)
            {
                Breakage = $"{exception.GetType().Name}: {exception.Message}",
            };
        }
    }
}
