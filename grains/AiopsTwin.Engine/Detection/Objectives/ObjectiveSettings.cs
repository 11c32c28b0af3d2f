using Orleans;

namespace AiopsTwin.Engine.Detection.Objectives;

/// <summary>When the budget of an objective is judged. The windows and burn rates themselves are those of the Google
/// SRE Workbook (Beyer et al. 2018, chapter 5, table 5-8) and are not settings.</summary>
[GenerateSerializer, Immutable, Alias("aiopstwin.ObjectiveSettings")]
public sealed record ObjectiveSettings
{
    /// <summary>The defaults.</summary>
    public static ObjectiveSettings Default { get; } = new();

    /// <summary>Requests the long window of a rule must hold; with fewer, a share says little. Default 100, 1 to
    /// 1 000 000.</summary>
    [Id(0)]
    public int MinRequests { get; init; } = 100;

    /// <summary>Bad requests it must hold as well: one failure among few requests of a night is no burning budget.
    /// Default 5, 1 to 100 000.</summary>
    [Id(1)]
    public int MinBad { get; init; } = 5;
}
