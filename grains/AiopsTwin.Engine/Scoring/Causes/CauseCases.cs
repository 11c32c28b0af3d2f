using System.Collections.Immutable;

namespace AiopsTwin.Engine.Scoring.Causes;

/// <summary>Sets of cases with drawn estates and drawn troubles. A seed is a case: its kind goes round, so that every
/// kind comes equally often.</summary>
public static class CauseCases
{
    /// <summary>Cases in which the level of the cause is the question.</summary>
    public static ImmutableArray<string> PlaceNames { get; } = [.. PlaceKinds.All.Select(kind => kind.Name)];

    /// <summary>Cases in which something misleads.</summary>
    public static ImmutableArray<string> TroubleNames { get; } = [.. TroubleKinds.All.Select(kind => kind.Name)];

    /// <summary>The case of a seed among those of the level.</summary>
    public static CauseCase Place(ulong seed) => Of(PlaceKinds.All, seed);

    /// <summary>The case of a seed among those that mislead.</summary>
    public static CauseCase Trouble(ulong seed) => Of(TroubleKinds.All, seed);

    /// <summary>The case of a seed among all.</summary>
    public static CauseCase Any(ulong seed) => Of([.. PlaceKinds.All, .. TroubleKinds.All], seed);

    private static CauseCase Of(ImmutableArray<CauseKind> kinds, ulong seed) =>
        CauseCase.Draw(kinds[(int)((seed + (ulong)kinds.Length - 1) % (ulong)kinds.Length)], seed);
}
