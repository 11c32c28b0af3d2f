using System.Collections.Concurrent;

namespace AiopsTwin.Testing.Cluster;

/// <summary>The rows all silos of a cluster share.</summary>
public sealed class SharedRows
{
    internal ConcurrentDictionary<(string State, GrainId Grain), SharedRow> Rows { get; } = new();
}

internal sealed record SharedRow(byte[] Bytes, int Version);
