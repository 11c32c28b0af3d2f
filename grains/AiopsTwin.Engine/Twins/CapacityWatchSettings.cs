using Orleans;

namespace AiopsTwin.Engine.Twins;

/// <summary>How often entities are asked when their resources are full, and when that is an alert.</summary>
[GenerateSerializer, Immutable, Alias("aiopstwin.CapacityWatchSettings")]
public sealed record CapacityWatchSettings
{
    /// <summary>The defaults.</summary>
    public static CapacityWatchSettings Default { get; } = new();

    /// <summary>Days it takes to provide more: an alert is raised when the date that comes true earlier with 20 % lies
    /// nearer than this. Default 14, 1 to 365.</summary>
    [Id(0)]
    public int LeadDays { get; init; } = 14;

    /// <summary>The date must lie this much farther away than the lead time, as a factor, before an alert ends: dates
    /// wander by a fifth and an alert must not come and go with them. Default 1.25, 1 to 4.</summary>
    [Id(1)]
    public double Receded { get; init; } = 1.25;

    /// <summary>Virtual time between two askings of an entity. Entities are asked at different moments of it. Default
    /// 1 h, 1 min to 1 d.</summary>
    [Id(2)]
    public TimeSpan Pause { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Entities asked in one step of the clock by one partition, at most; the others wait their turn. An
    /// answer costs some 4 ms a resource with a year of history. Default 8, 1 to 1000.</summary>
    [Id(3)]
    public int PerStep { get; init; } = 8;
}
