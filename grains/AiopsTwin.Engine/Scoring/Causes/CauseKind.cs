namespace AiopsTwin.Engine.Scoring.Causes;

/// <summary>A sort of trouble whose cause is asked for.</summary>
/// <param name="Name">Its name, lower case with hyphens.</param>
/// <param name="Draw">Draws one into a case.</param>
internal sealed record CauseKind(string Name, Action<CauseDraft> Draw);
