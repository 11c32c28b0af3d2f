using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Correlation.Words;

/// <summary>Everything people said to a twin that still matters. Mutable; owned by the twin's brain alone; bounded by
/// <see cref="WordSettings"/>.</summary>
[GenerateSerializer, Alias("aiopstwin.VoiceState")]
public sealed class VoiceState
{
    /// <summary>Merges, splits and causes, oldest first.</summary>
    [Id(0)]
    public List<FeedbackEntry> Feedback { get; private set; } = [];

    /// <summary>Number of the next word; never falls.</summary>
    [Id(1)]
    public int NextWord { get; internal set; } = 1;

    /// <summary>Silences, oldest first; ended ones among them.</summary>
    [Id(2)]
    public List<Silence> Silences { get; private set; } = [];

    /// <summary>Number of the next silence; never falls.</summary>
    [Id(3)]
    public int NextSilence { get; internal set; } = 1;

    /// <summary>What became of claims, by <see cref="ClaimTally.KeyOf"/>; in no order.</summary>
    [Id(4)]
    public Dictionary<string, ClaimTally> Claims { get; private set; } = [];

    /// <summary>Gates a person lifted, by id of the gate; in no order.</summary>
    [Id(5)]
    public Dictionary<string, OperatorWord> Lifted { get; private set; } = [];

    /// <summary>Firing alerts that name no entity, by fingerprint; in no order.</summary>
    [Id(6)]
    public Dictionary<string, Alert> Unplaced { get; private set; } = [];

    /// <summary>Alerts gates held back so far, each once an episode.</summary>
    [Id(7)]
    public long HeldSoFar { get; internal set; }

    /// <summary>Words forgotten because <c>MaxFeedback</c> was reached.</summary>
    [Id(8)]
    public long FeedbackForgotten { get; internal set; }

    /// <summary>Tallies and alerts without an entity forgotten because a limit was reached.</summary>
    [Id(9)]
    public long GatesForgotten { get; internal set; }
}

/// <summary>A word about an incident, and what its undoing needs.</summary>
[GenerateSerializer, Alias("aiopstwin.FeedbackEntry")]
public sealed class FeedbackEntry
{
    /// <summary>Starts an entry.</summary>
    /// <param name="record">The word, as listed.</param>
    public FeedbackEntry(Feedback record) => Record = record;

    /// <summary>The word, as listed.</summary>
    [Id(0)]
    public Feedback Record { get; internal set; }

    /// <summary>Merge: the survivor as it stood before; null for others.</summary>
    [Id(1)]
    public MergedBefore? Before { get; internal set; }
}

/// <summary>How two incidents stood before a person merged them.</summary>
/// <param name="State">State of the one merged away.</param>
/// <param name="Shared">Entities that were members of both, sorted.</param>
/// <param name="SharedAlerts">Alerts on these that were in the one merged away.</param>
/// <param name="Alerts">How many alerts it held.</param>
/// <param name="Onset">Onset of the survivor's current occurrence.</param>
/// <param name="FirstOnset">The survivor's earliest onset, as published.</param>
/// <param name="Severity">The survivor's worst severity.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.MergedBefore")]
public sealed record MergedBefore(
    [property: Id(0)] IncidentState State,
    [property: Id(1)] System.Collections.Immutable.ImmutableArray<EntityId> Shared,
    [property: Id(2)] System.Collections.Immutable.ImmutableArray<string> SharedAlerts,
    [property: Id(3)] int Alerts,
    [property: Id(4)] DateTimeOffset Onset,
    [property: Id(5)] DateTimeOffset FirstOnset,
    [property: Id(6)] AlertSeverity Severity);
