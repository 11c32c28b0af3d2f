using System.Collections.Immutable;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Scenarios.Timelines;

namespace AiopsTwin.Grains.Runs;

/// <summary>
/// Where a run leaves a fork of itself for the run that goes on with it, when both are in one silo. A run that finds
/// nothing plays the same scenario up to the same position: only the waiting differs.
/// </summary>
internal sealed class ForkShelf
{
    private const int Most = 16;

    private readonly Lock _lock = new();
    private readonly List<(string Run, Fork Fork)> _waiting = [];

    /// <summary>Leaves a fork; it is not touched by the giver any more. Of too many the oldest is given up.</summary>
    public void Put(string run, Timeline timeline, ImmutableArray<RunMark> marks)
    {
        lock (_lock)
        {
            _waiting.RemoveAll(one => one.Run == run);
            if (_waiting.Count == Most)
            {
                _waiting.RemoveAt(0);
                GrainInstruments.LimitHit("run.forks_waiting");
            }

            _waiting.Add((run, new Fork(timeline, marks)));
        }
    }

    /// <summary>Takes the fork of a run; null when there is none.</summary>
    public Fork? Take(string run)
    {
        lock (_lock)
        {
            var place = _waiting.FindIndex(one => one.Run == run);
            if (place < 0)
            {
                return null;
            }

            var fork = _waiting[place].Fork;
            _waiting.RemoveAt(place);
            return fork;
        }
    }

    /// <summary>A fork that waits.</summary>
    /// <param name="Timeline">The run from there on.</param>
    /// <param name="Marks">What lies behind it.</param>
    public sealed record Fork(Timeline Timeline, ImmutableArray<RunMark> Marks);
}
