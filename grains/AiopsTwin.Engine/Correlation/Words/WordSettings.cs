using Orleans;

namespace AiopsTwin.Engine.Correlation.Words;

/// <summary>Limits of what people say to a twin, and how much they teach it.</summary>
[GenerateSerializer, Immutable, Alias("aiopstwin.WordSettings")]
public sealed record WordSettings
{
    /// <summary>The defaults.</summary>
    public static WordSettings Default { get; } = new();

    /// <summary>Merges, splits and causes kept; the oldest that are undone, then the oldest about incidents no longer
    /// remembered, are forgotten first. Default 1 000.</summary>
    [Id(0)]
    public int MaxFeedback { get; init; } = 1_000;

    /// <summary>Silences that have not ended, at most; a further one is refused. Default 200.</summary>
    [Id(1)]
    public int MaxSilences { get; init; } = 200;

    /// <summary>Ended silences kept for the list. Default 200.</summary>
    [Id(2)]
    public int EndedSilences { get; init; } = 200;

    /// <summary>The longest a silence may last. Default 30 d: what is silenced for longer should not be sent.</summary>
    [Id(3)]
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Conditions of a silence. Default 10.</summary>
    [Id(4)]
    public int MaxMatchers { get; init; } = 10;

    /// <summary>Claims of which answers are counted; the longest unchanged is forgotten first. Default 5 000.</summary>
    [Id(5)]
    public int MaxClaims { get; init; } = 5_000;

    /// <summary>Gates that people lifted; a further one is refused. Default 1 000.</summary>
    [Id(6)]
    public int MaxLifted { get; init; } = 1_000;

    /// <summary>Firing alerts without an entity kept; the longest raised is forgotten first. Default 1 000.</summary>
    [Id(7)]
    public int MaxUnplaced { get; init; } = 1_000;

    /// <summary>Alerts listed with a gate or a silence; the counts are exact. Default 50.</summary>
    [Id(8)]
    public int MaxHeldListed { get; init; } = 50;

    /// <summary>Most nats that corrections may add to a suspect. Default 1: less than any single piece of evidence that
    /// decides a diagnosis, so that evidence overrules what was learned.</summary>
    [Id(9)]
    public double MaxPrior { get; init; } = 1;

    /// <summary>Share of belief that a cause named by a person gets. Default 0.95: people who looked into it are taken
    /// to be right nineteen times in twenty, and the twin's own suspects stay in sight.</summary>
    [Id(10)]
    public double SaidBelief { get; init; } = 0.95;
}
