using System.Collections.Immutable;

namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>How well one detector did on the second halves, with thresholds fixed on the first.</summary>
/// <param name="Threshold">The threshold of the best F1 on the first halves.</param>
/// <param name="Best">What it gave on the second.</param>
/// <param name="Budgets">The lowest thresholds within each budget on the first halves, and what they gave on the
/// second; in the order asked.</param>
public sealed record SweptScores(double Threshold, EventTally Best, ImmutableArray<BudgetScore> Budgets);

/// <summary>What a threshold chosen for a budget gave.</summary>
/// <param name="Budget">False alarms a week of one series allowed on the first halves.</param>
/// <param name="Tally">The outcome on the second; without events when no threshold kept the budget.</param>
public sealed record BudgetScore(double Budget, EventTally Tally);
