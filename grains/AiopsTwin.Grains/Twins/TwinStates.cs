using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Grains.Twins;

/// <summary>The stored topology of a twin, written with every change of it.</summary>
[GenerateSerializer, Alias("aiopstwin.grains.TwinTopologyState")]
public sealed class TwinTopologyState
{
    /// <summary>Its versions; null before the first.</summary>
    [Id(0)]
    public TopologyHistory? History { get; set; }

    /// <summary>Which partition holds which entity.</summary>
    [Id(1)]
    public ImmutableDictionary<EntityId, int> Partitions { get; set; } = ImmutableDictionary<EntityId, int>.Empty;

    /// <summary>Partitions ever used: one that became empty must still learn so.</summary>
    [Id(2)]
    public int PartitionCount { get; set; } = 1;
}

/// <summary>The stored mind of a twin: everything up to a position of the event log.</summary>
[GenerateSerializer, Alias("aiopstwin.grains.TwinCheckpointState")]
public sealed class TwinCheckpointState
{
    /// <summary>What the brain knew; null before the first checkpoint.</summary>
    [Id(0)]
    public TwinBrainState? Brain { get; set; }

    /// <summary>Everything of the event log up to here is contained.</summary>
    [Id(1)]
    public long LogPosition { get; set; }

    /// <summary>The twin's clock.</summary>
    [Id(2)]
    public DateTimeOffset? Now { get; set; }

    /// <summary>Firing alerts, by fingerprint.</summary>
    [Id(3)]
    public ImmutableArray<Alert> Firing { get; set; } = [];

    /// <summary>Alerts raised so far.</summary>
    [Id(4)]
    public long AlertsSeen { get; set; }

    /// <summary>Incidents opened so far.</summary>
    [Id(5)]
    public long IncidentsSeen { get; set; }

    /// <summary>Changes at hand, newest recorded last.</summary>
    [Id(6)]
    public ImmutableArray<ChangeEvent> Changes { get; set; } = [];

    /// <summary>Alerts of others that wait for the next step.</summary>
    [Id(7)]
    public ImmutableArray<Alert> Pending { get; set; } = [];

    /// <summary>How often the twin began anew.</summary>
    [Id(8)]
    public int Resets { get; set; }

    /// <summary>The lowest number of an incident from which on no record was removed; 0 means 1.</summary>
    [Id(9)]
    public int FirstIncident { get; set; }

    /// <summary>Older incidents whose records were not removed either, in order.</summary>
    [Id(10)]
    public ImmutableArray<int> OlderIncidents { get; set; } = [];

    /// <summary>All of the above, written and compressed beforehand; the others are empty then. Null in rows of earlier
    /// versions.</summary>
    [Id(11)]
    public byte[]? Packed { get; set; }
}
