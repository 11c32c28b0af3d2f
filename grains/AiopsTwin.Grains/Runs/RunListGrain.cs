using System.Collections.Immutable;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Grains.Durability;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Grains.Runs;

/// <summary>The list of runs, newest first. Beyond the limit the oldest run that is over falls off; when none is over,
/// the oldest one does: the run itself goes on, only the list forgets it.</summary>
internal sealed class RunListGrain(
    [PersistentState("runs", StorageNames.Twin)] IPersistentState<RunListState> list, IOptions<RunOptions> options)
    : Grain, IRunListGrain
{
    private readonly HashSet<string> _over = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public async Task Add(string run)
    {
        _over.Remove(run);
        var runs = list.State.Runs;
        if (runs.Contains(run))
        {
            return;
        }

        runs = runs.Insert(0, run);
        if (runs.Length > options.Value.MaxRuns)
        {
            runs = runs.RemoveAt(await Expendable(runs));
            GrainInstruments.LimitHit("runs");
        }

        list.State.Runs = runs;
        await list.WriteStateAsync();
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<RunStatus>> List() =>
        [.. await Task.WhenAll(list.State.Runs.Select(run => GrainFactory.GetGrain<IRunGrain>(run).Status()))];

    /// <inheritdoc />
    public async Task Keep()
    {
        _over.IntersectWith(list.State.Runs);
        foreach (var run in list.State.Runs.Where(run => !_over.Contains(run)).ToArray())
        {
            if (!await GrainFactory.GetGrain<IRunGrain>(run).Keep())
            {
                _over.Add(run);
            }
        }
    }

    private async Task<int> Expendable(ImmutableArray<string> runs)
    {
        for (var i = runs.Length - 1; i > 0; i--)
        {
            var status = await GrainFactory.GetGrain<IRunGrain>(runs[i]).Status();
            if (status.Stage is RunStage.None or RunStage.Ended or RunStage.Stopped)
            {
                return i;
            }
        }

        return runs.Length - 1;
    }
}
