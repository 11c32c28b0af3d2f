using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Detection.Pooling;

/// <summary>What an entity remembers of the evidence pooled about it: null until anything leaned.</summary>
[GenerateSerializer, Alias("aiopstwin.PoolTrack")]
internal sealed class PoolTrack
{
    /// <summary>True when its last signal told of a leaning, so that its end must be told too.</summary>
    [Id(0)]
    internal bool IsHeard;

    /// <summary>Tail of its pooled score.</summary>
    [Id(1)]
    internal TailTracker Tail;

    /// <summary>Its newest sample when the tail last learned, UTC ticks; 0 before.</summary>
    [Id(2)]
    internal long LearnedAt;

    /// <summary>Looks its tail learned from, those at which nothing leaned counted in.</summary>
    [Id(6)]
    internal long Looks;

    /// <summary>The present or last pooled deviation.</summary>
    [Id(3)]
    internal Episode Episode;

    /// <summary>Its own metric that leaned most when the alert was raised; null before the first.</summary>
    [Id(4)]
    internal string? Metric;

    /// <summary>The metrics that counted when the alert was raised.</summary>
    [Id(5)]
    internal ImmutableArray<PooledMember> Members = [];

    /// <summary>True while a pooled alert fires.</summary>
    internal bool IsFiring => Episode.IsFiring;
}
