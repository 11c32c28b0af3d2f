using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Grains.Runs;

/// <summary>
/// A run's trials of other amounts of work: one at a time, beside the run, and each answered once, because neither its
/// estate nor its usual work changes.
/// </summary>
internal sealed class WorkTrials(RunOptions options)
{
    private const int AnswersKept = 16;

    private readonly List<(double Factor, Task<WorkAnswer> Answer)> _asked = [];

    private int Minutes => (int)options.WorkTrialLength.TotalMinutes;

    /// <summary>Asks the world of a run. Called by its grain alone, so never by two at once.</summary>
    public async Task<WorkAnswer> Ask(RunCommand run, double factor)
    {
        if (!(factor > 0 && factor <= WorkTrial.LargestFactor))
        {
            return Refused(
                factor, $"the world answers for more than 0 and at most {WorkTrial.LargestFactor} times the work");
        }

        var estate = run.Scenario.Estate;
        if (estate.Topology.Entities.Length > options.WorkTrialEntities)
        {
            GrainInstruments.LimitHit("run.work_trial");
            return Refused(factor,
                $"the estate has {estate.Topology.Entities.Length} entities, and the world answers for "
                    + $"{options.WorkTrialEntities} at most (Run:WorkTrialEntities)");
        }

        _asked.RemoveAll(one => one.Answer.IsFaulted);
        var place = _asked.FindIndex(one => one.Factor.Equals(factor));
        if (place < 0)
        {
            if (_asked.Count == AnswersKept)
            {
                _asked.RemoveAt(0);
            }

            place = _asked.Count;
            _asked.Add((factor, Answer(place > 0 ? _asked[^1].Answer : Task.CompletedTask, run, factor)));
        }

        return await _asked[place].Answer;
    }

    /// <summary>Two worlds take a while: they run beside the grain, which goes on meanwhile.</summary>
    private async Task<WorkAnswer> Answer(Task before, RunCommand run, double factor)
    {
        await before.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return await Task.Run(() => WorkTrial.Ask(
            run.Scenario.Estate, run.Scenario.Load, run.Seed, factor, Minutes));
    }

    private WorkAnswer Refused(double factor, string reason) =>
        new(factor, TimeSpan.Zero, Minutes, []) { Problem = reason };
}
