using System.Globalization;
using Orleans.Serialization;
using Orleans.Storage;

namespace AiopsTwin.Testing.Cluster;

/// <summary>
/// Grain storage in memory that outlives every silo of a test cluster: state is kept as bytes by the Orleans
/// serializer, and a write with a stale version is refused, as the database does.
/// </summary>
public sealed class MemoryGrainStorage(SharedRows rows, Serializer serializer) : IGrainStorage
{
    /// <inheritdoc />
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        if (rows.Rows.TryGetValue((stateName, grainId), out var row))
        {
            grainState.State = serializer.Deserialize<T>(row.Bytes);
            grainState.ETag = row.Version.ToString(CultureInfo.InvariantCulture);
            grainState.RecordExists = true;
        }
        else
        {
            grainState.State = Activator.CreateInstance<T>();
            grainState.ETag = null;
            grainState.RecordExists = false;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var bytes = serializer.SerializeToArray(grainState.State);
        var expected = grainState.ETag is null ? 0 : int.Parse(grainState.ETag, CultureInfo.InvariantCulture);
        var stored = rows.Rows.AddOrUpdate(
            (stateName, grainId),
            _ => expected == 0 ? new SharedRow(bytes, 1) : throw Conflict(stateName, grainId),
            (_, row) => row.Version == expected
                ? new SharedRow(bytes, expected + 1)
                : throw Conflict(stateName, grainId));
        grainState.ETag = stored.Version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        rows.Rows.TryRemove((stateName, grainId), out _);
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private static InconsistentStateException Conflict(string stateName, GrainId grainId) =>
        new($"The row {stateName} of {grainId} was written by another.");
}
