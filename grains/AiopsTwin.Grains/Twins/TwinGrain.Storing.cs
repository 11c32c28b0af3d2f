using System.Collections.Immutable;
using System.Data.Common;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Grains.Durability;

namespace AiopsTwin.Grains.Twins;

/// <summary>What the twin writes beside its steps: checkpoints and the rows of incidents. None of it is waited for by
/// alerts or by the next step; all of it follows from the log.</summary>
internal sealed partial class TwinGrain
{
    private readonly UnwrittenIncidents _unwritten = new();
    private Task _storing = Task.CompletedTask;
    private Task _writing = Task.CompletedTask;

    /// <inheritdoc />
    public async Task Checkpoint()
    {
        await CheckpointWhenDirty();
        await _storing;
    }

    /// <summary>A checkpoint of the timer. It does not wait for one that is still being written: steps would wait with
    /// it.</summary>
    private Task CheckpointOnTime() => _storing.IsCompleted ? CheckpointWhenDirty() : Task.CompletedTask;

    /// <summary>Takes a checkpoint and lets it be written beside the steps that follow: tens of megabytes in a storm.
    /// </summary>
    private async Task CheckpointWhenDirty()
    {
        if (_ready is not { IsCompletedSuccessfully: true })
        {
            return;
        }

        await _storing;
        if (!_isDirty)
        {
            return;
        }

        var started = services.Time.GetTimestamp();
        var now = _board.Now;
        var captured = await CheckpointPartitions();
        var state = await Capture();
        _isDirty = false;
        _storing = OrGiveUp(async () =>
        {
            await WriteRows(_unwritten.All);
            await Store(state);
            _checkpointedAt = captured is null ? _checkpointedAt : now;
            var elapsed = services.Time.GetElapsedTime(started);
            GrainInstruments.CheckpointSeconds.Record(elapsed.TotalSeconds);
            LogCheckpoint(_twin, state.LogPosition, captured ?? 0, elapsed.TotalMilliseconds);
        });
    }

    private async Task Store(TwinCheckpointState state)
    {
        checkpoint.State = new TwinCheckpointState
        {
            Packed = await Task.Run(() => PackedState.Pack(services.Serializer, state)),
        };
        await checkpoint.WriteStateAsync();
        checkpoint.State.Packed = null;
    }

    /// <summary>A copy of what is known now. Commands wait for the copy, not for its writing, and alerts that arrive
    /// meanwhile have positions behind it.</summary>
    private async Task<TwinCheckpointState> Capture()
    {
        var state = new TwinCheckpointState
        {
            LogPosition = _journal.Position,
            Now = _board.Now,
            Firing = _board.Firing,
            AlertsSeen = _board.AlertsSeen,
            IncidentsSeen = _board.IncidentsSeen,
            Changes = [.. _board.Changes],
            Pending = _arrived.All,
            Resets = _journal.Resets,
            FirstIncident = _incidentRows.First,
            OlderIncidents = _incidentRows.Spared,
        };
        state.Brain = await Task.Run(() => services.Copier.Copy(_brain.State));
        return state;
    }

    /// <summary>A partition that cannot write now writes with the next checkpoint; the brain's own row does not wait
    /// for it. How many entities were captured; null when a partition failed.</summary>
    private async Task<int?> CheckpointPartitions()
    {
        try
        {
            return await _fleet.Checkpoint();
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or IOException)
        {
            LogPartitionCheckpointFailed(exception, _twin);
            return null;
        }
    }

    /// <summary>Shows readers what changed. The log holds by now what it follows from; the rows follow later.</summary>
    private async Task Show(ImmutableArray<Incident> changed)
    {
        await Task.WhenAll(changed.Select(incident => IncidentGrain(incident.Id).Show(incident)));
        if (_writing.IsCompleted)
        {
            _writing = WriteDueRows();
        }
    }

    private async Task WriteDueRows()
    {
        try
        {
            await WriteRows(_unwritten.Due(services.Time.GetUtcNow()));
        }
        catch (Exception exception) when (
            exception is OrleansException or TimeoutException or IOException or DbException)
        {
            LogRowsNotWritten(exception, _twin, _unwritten.Count);
        }
    }

    /// <summary>Writes rows one after the other: the embedded database has one writer, and those who wait for it hold
    /// up alerts.</summary>
    private async Task WriteRows(ImmutableArray<string> incidents)
    {
        foreach (var id in incidents)
        {
            if (_unwritten.Find(id) is { } newest)
            {
                await IncidentGrain(id).Apply(newest);
                _unwritten.Written(newest, services.Time.GetUtcNow());
            }
        }
    }
}
