using System.Collections.Immutable;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>What a kind of fault strikes, which says how a selection of pods becomes its targets.</summary>
internal enum ChaosTargets
{
    /// <summary>So many copies of each, by <c>replica-loss</c>.</summary>
    Copies,

    /// <summary>What works; magnitudes are scaled by the share of its copies that is selected.</summary>
    Work,

    /// <summary>Calls between the selection and its peer, or all to and from the selection; scaled likewise.</summary>
    Calls,

    /// <summary>Calls to the peer or, without one, the selection as a whole: some copies are as good as
    /// lost.</summary>
    Cut,

    /// <summary>Hosts: those selected, or those that what is selected runs on.</summary>
    Hosts,
}

/// <summary>How a foreign value becomes a magnitude.</summary>
internal enum ChaosUnit
{
    /// <summary>A duration, or a plain number of milliseconds.</summary>
    Milliseconds,

    /// <summary>A percentage, as a share.</summary>
    Percent,

    /// <summary>A number of threads on each copy, as cores of all selected copies together.</summary>
    CoresOfACopy,

    /// <summary>A number as it is.</summary>
    Number,

    /// <summary>Copies that stay, as copies lost.</summary>
    CopiesLeft,
}

/// <summary>A magnitude of a fault and where it comes from.</summary>
/// <param name="Parameter">Name at the fault.</param>
/// <param name="Source">Path at the action; empty for a value that is always the default.</param>
/// <param name="Unit">How it is converted.</param>
/// <param name="Default">Converted value when the action gives none; null when it must.</param>
internal sealed record ChaosMeasure(string Parameter, string Source, ChaosUnit Unit, double? Default = null)
{
    /// <summary>Path of a percentage that multiplies the value: only so many requests are struck.</summary>
    public string? Times { get; init; }
}

/// <summary>A row of the mapping: an action of a format, and the fault it becomes.</summary>
/// <param name="Format">The format.</param>
/// <param name="Action">The action, as the format's reader names it.</param>
/// <param name="Fault">Kind of fault; empty when there is none for it yet.</param>
/// <param name="Targets">What it strikes.</param>
/// <param name="Measures">Its magnitudes.</param>
internal sealed record ChaosMappingRow(
    ChaosFormat Format, string Action, string Fault, ChaosTargets Targets, ImmutableArray<ChaosMeasure> Measures)
{
    /// <summary>How long it lasts when the action says nothing and yet undoes itself.</summary>
    public TimeSpan? Lasts { get; init; }

    /// <summary>What a reader should know of it; for a row without fault the reason.</summary>
    public string Remark { get; init; } = "";
}
