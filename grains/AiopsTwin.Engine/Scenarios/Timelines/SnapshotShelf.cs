namespace AiopsTwin.Engine.Scenarios.Timelines;

/// <summary>
/// Snapshots of a run in order of time, within a bounded number of bytes. Beyond it goes, one after the other, the one
/// that is missed least: whose neighbours leave the smallest gap for its distance from the present. So they stand dense
/// near the present and thin out towards the past, and the first and the newest always stay.
/// </summary>
internal sealed class SnapshotShelf(long maxBytes)
{
    private readonly List<Snapshot> _snapshots = [];

    /// <summary>Offsets of the snapshots, oldest first.</summary>
    public IEnumerable<TimeSpan> At => _snapshots.Select(snapshot => snapshot.At);

    /// <summary>Bytes of all of them.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many were given up for room.</summary>
    public int Dropped { get; private set; }

    /// <summary>Offset of the newest; null without any.</summary>
    public TimeSpan? Newest => _snapshots is [.., var last] ? last.At : null;

    /// <summary>Adds a snapshot newer than all others.</summary>
    /// <param name="run">The run; it is the shelf's from then on, and never moved.</param>
    /// <param name="bytes">What it takes.</param>
    public void Add(ScenarioRun run, long bytes)
    {
        _snapshots.Add(new Snapshot(run.Position, run, bytes));
        Bytes += bytes;
        while (Bytes > maxBytes && _snapshots.Count > 2)
        {
            Remove(MissedLeast());
            Dropped++;
        }
    }

    /// <summary>The newest snapshot at or before an offset; null when there is none.</summary>
    public ScenarioRun? Before(TimeSpan position) =>
        _snapshots.FindLast(snapshot => snapshot.At <= position)?.Run;

    /// <summary>Forgets what lies beyond an offset: it will not come to pass that way.</summary>
    public void Cut(TimeSpan position)
    {
        for (var i = _snapshots.Count - 1; i >= 0 && _snapshots[i].At > position; i--)
        {
            Remove(i);
        }
    }

    private int MissedLeast()
    {
        var (best, least) = (1, double.MaxValue);
        var present = _snapshots[^1].At;
        for (var i = 1; i < _snapshots.Count - 1; i++)
        {
            var gap = _snapshots[i + 1].At - _snapshots[i - 1].At;
            var missed = gap / (present - _snapshots[i].At);
            if (missed < least)
            {
                (best, least) = (i, missed);
            }
        }

        return best;
    }

    private void Remove(int index)
    {
        Bytes -= _snapshots[index].Bytes;
        _snapshots.RemoveAt(index);
    }

    private sealed record Snapshot(TimeSpan At, ScenarioRun Run, long Bytes);
}
