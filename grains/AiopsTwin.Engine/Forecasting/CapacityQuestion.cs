using Orleans;

namespace AiopsTwin.Engine.Forecasting;

/// <summary>What is asked about a resource.</summary>
/// <param name="Resource">A key of the resource that stays the same, for example entity and metric; fixes the
/// draws.</param>
/// <param name="Limit">The level at which it is full, in the unit of the values; positive.</param>
/// <param name="At">The instant of asking, UTC.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CapacityQuestion")]
public sealed record CapacityQuestion(
    [property: Id(0)] string Resource,
    [property: Id(1)] double Limit,
    [property: Id(2)] DateTimeOffset At)
{
    /// <summary>Unit of the values in UCUM, for sentences: <c>By</c> for bytes. Default <c>1</c>.</summary>
    [Id(3)]
    public string Unit { get; init; } = "1";

    /// <summary>Days it takes to provide more; at least 1. Default 14.</summary>
    [Id(4)]
    public int LeadDays { get; init; } = 14;

    /// <summary>The extra work of the what-if, as a factor; at least 0. Default 1.2: a fifth more.</summary>
    [Id(5)]
    public double WorkFactor { get; init; } = 1.2;

    /// <summary>True to have the answer's course drawn, too. Default false.</summary>
    [Id(6)]
    public bool HasCourse { get; init; }
}
