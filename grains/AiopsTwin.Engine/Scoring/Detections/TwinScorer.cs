using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;

namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>
/// The twin's own judgement of a series, by the monitor that judges every series of every entity: the calibrated score
/// of each sample, less what the series' own earlier alerts add to its threshold. The alerts the monitor really raises,
/// at its settings, are noted beside.
/// </summary>
public sealed class TwinScorer : ISampleScorer
{
    // A name the catalogue does not know: a gauge that may be bad both ways, which is all that is known of a recording.
    private const string Metric = "recorded.value";

    private readonly SeriesMonitor _monitor;
    private readonly SeriesState _series = new(Metric);
    private readonly ImmutableArray<long>.Builder _alerts = ImmutableArray.CreateBuilder<long>();

    /// <summary>Makes a scorer for one series.</summary>
    /// <param name="settings">How the twin judges.</param>
    public TwinScorer(DetectionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _monitor = new SeriesMonitor(settings);
    }

    /// <summary>Instants at which the monitor raised an alert, UTC ticks, ascending.</summary>
    public ImmutableArray<long> Alerts => _alerts.ToImmutable();

    /// <inheritdoc/>
    public double Score(long ticks, double value)
    {
        var verdict = _monitor.Take(_series, ticks, value, default);
        if (verdict.Outcome != SampleOutcome.Used)
        {
            return 0;
        }

        if (verdict.Change == EpisodeChange.Raised)
        {
            _alerts.Add(ticks);
        }

        return Math.Max(0, Math.Abs(verdict.Score) - EpisodeRule.PenaltyAt(_series.Episode, ticks));
    }
}
