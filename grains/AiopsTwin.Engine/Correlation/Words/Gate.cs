using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Correlation.Words;

/// <summary>Why alerts are held back by a gate.</summary>
public enum GateKind
{
    /// <summary>People answered nearly every alert of this claim as unwanted, and none was part of an incident that
    /// somebody confirmed.</summary>
    LowFidelity,

    /// <summary>The map has no such entity.</summary>
    UnknownEntity,

    /// <summary>The alerts do not say when they began.</summary>
    NoStart,

    /// <summary>The alerts do not name an entity.</summary>
    NoEntity,

    /// <summary>The entity's silence is that of the collector through which its telemetry comes.</summary>
    BlindMonitor,
}

/// <summary>A gate: alerts of one sort are kept and listed, but open nothing by themselves.</summary>
/// <param name="Id">Its id, made of the kind and what it is about, for example <c>low-fidelity/nagios/load</c>.</param>
/// <param name="Kind">Why.</param>
/// <param name="Reason">The rule that shut it with its numbers, in a sentence.</param>
/// <param name="IsLifted">True when a person lifted it: it holds nothing back.</param>
/// <param name="HeldCount">Firing alerts it holds back now, or would if it were not lifted.</param>
/// <param name="Held">The first of them, by onset.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.Gate")]
public sealed record Gate(
    [property: Id(0)] string Id,
    [property: Id(1)] GateKind Kind,
    [property: Id(2)] string Reason,
    [property: Id(3)] bool IsLifted,
    [property: Id(4)] int HeldCount,
    [property: Id(5)] ImmutableArray<HeldAlert> Held)
{
    /// <summary>The person's word that lifted it; null when nobody did.</summary>
    [Id(6)]
    public OperatorWord? Lifted { get; init; }
}

/// <summary>What the gates of a twin hold back.</summary>
/// <param name="Gates">By id.</param>
/// <param name="HeldCount">Firing alerts held back by gates now, in all.</param>
/// <param name="HeldSoFar">Alerts gates held back since the twin began, each counted once an episode.</param>
/// <param name="Forgotten">Records forgotten because a limit was reached.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.GateBoard")]
public sealed record GateBoard(
    [property: Id(0)] ImmutableArray<Gate> Gates,
    [property: Id(1)] int HeldCount,
    [property: Id(2)] long HeldSoFar,
    [property: Id(3)] long Forgotten);
