using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>How far drawn load may differ from what is written, by seed.</summary>
internal sealed record JitterDraft(double Rate, double PeakHour);

/// <summary>
/// A source of load as written; the entry may be a pattern with '*' that stands for a source at each match.
/// </summary>
internal sealed record LoadDraft(
    Place Place,
    string Entry,
    string Name,
    double Rate,
    double DailyAmplitude,
    double PeakHour,
    double Noise)
{
    public JitterDraft Jitter { get; init; } = new(0, 0);

    public int Customers { get; init; }
}
