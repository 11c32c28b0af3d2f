using AiopsTwin.Engine.Scenarios.Contingencies;
using AiopsTwin.Engine.Scenarios.Harms;
using AiopsTwin.Engine.Scenarios.Loads;

namespace AiopsTwin.Contracts.Runs;

/// <summary>
/// Asks the simulated world of a run (key: run id) what an architect wants to know: worlds of their own beside it, of
/// its estate and usual load, without its faults; nothing of the run or its twin changes or waits. One question at a
/// time; what cannot be answered says why.
/// </summary>
[Alias("aiopstwin.IQuestionGrain")]
public interface IQuestionGrain : IGrainWithStringKey
{
    /// <summary>Who is hit when something goes wrong, when and how hard (see <c>HarmTrial</c>).</summary>
    /// <param name="question">What goes wrong.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    [Alias("BlastRadius"), ResponseTimeout(WorldAnswer.Patience)]
    Task<WorldAnswer<HarmAnswer>> BlastRadius(
        HarmQuestion question, CancellationToken cancellationToken = default);

    /// <summary>What users lose when any one thing fails, and when some pairs do (see
    /// <c>ContingencyTrial</c>).</summary>
    /// <param name="question">How many pairs, and for how long.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    [Alias("Contingency"), ResponseTimeout(WorldAnswer.Patience)]
    Task<WorldAnswer<ContingencyAnswer>> Contingency(
        ContingencyQuestion question, CancellationToken cancellationToken = default);

    /// <summary>How much more work the estate and its services carry (see <c>HeadroomTrial</c>).</summary>
    /// <param name="question">About which service.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    [Alias("Headroom"), ResponseTimeout(WorldAnswer.Patience)]
    Task<WorldAnswer<HeadroomAnswer>> Headroom(
        HeadroomQuestion question, CancellationToken cancellationToken = default);

    /// <summary>From which load a service does not come back by itself after a spike (see
    /// <c>CollapseTrial</c>).</summary>
    /// <param name="question">About which service, spike and policies.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    [Alias("Collapse"), ResponseTimeout(WorldAnswer.Patience)]
    Task<WorldAnswer<CollapseAnswer>> Collapse(
        CollapseQuestion question, CancellationToken cancellationToken = default);
}
