using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;

namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>
/// The twin's own judgement of a series, by the monitor that judges every series of every entity: the calibrated score
/// of each sample as a share of the series' own threshold, on the scale of the settings' one. The alerts the monitor
/// really raises, at its settings, are noted beside, and how rare each sample is.
/// </summary>
public sealed class TwinScorer : ISampleScorer
{
    // A name the catalogue does not know: a gauge that may be bad both ways, which is all that is known of a recording.
    private const string Metric = "recorded.value";
    private const string CounterMetric = "recorded_total";

    private static readonly long AnsweredAfter = TimeSpan.TicksPerDay;

    private readonly SeriesMonitor _monitor;
    private readonly DetectionSettings _settings;
    private readonly ImmutableArray<LabelledEvent> _known;
    private readonly SeriesState _series;
    private readonly ImmutableArray<long>.Builder _alerts = ImmutableArray.CreateBuilder<long>();
    private int _answered;

    /// <summary>Makes a scorer for one series whose alerts nobody answers.</summary>
    /// <param name="settings">How the twin judges.</param>
    public TwinScorer(DetectionSettings settings)
        : this(settings, default)
    {
    }

    /// <summary>Makes a scorer for one series whose every alert is answered a day later, as by people who look through
    /// yesterday's: wanted when it is within ten minutes of an event, unwanted else.</summary>
    /// <param name="settings">How the twin judges.</param>
    /// <param name="known">What those who answer know; default for nobody.</param>
    /// <param name="isCounter">True when the values are totals that grow.</param>
    public TwinScorer(DetectionSettings settings, ImmutableArray<LabelledEvent> known, bool isCounter = false)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _series = new SeriesState(isCounter ? CounterMetric : Metric);
        _monitor = new SeriesMonitor(settings);
        _settings = settings;
        _known = known;
    }

    /// <summary>Instants at which the monitor raised an alert, UTC ticks, ascending.</summary>
    public ImmutableArray<long> Alerts => _alerts.ToImmutable();

    /// <summary>How rarely the series was as far from its usual place as at the newest sample: once in ten to the power
    /// of this many samples.</summary>
    public double Rarity { get; private set; }

    /// <inheritdoc/>
    public double Score(long ticks, double value)
    {
        Answer(ticks);
        _monitor.Take(_series, ticks, value, default, out var verdict);
        Rarity = verdict.Rarity;
        if (verdict.Outcome != SampleOutcome.Used)
        {
            return 0;
        }

        if (verdict.Change == EpisodeChange.Raised)
        {
            _alerts.Add(ticks);
        }

        var factor = _series.Episode.Bar.FactorAt(ticks, _settings.AlarmBudget);
        return Math.Max(
            0, (Math.Abs(verdict.Score) - EpisodeRule.PenaltyAt(_series.Episode, ticks)) / factor);
    }

    private void Answer(long ticks)
    {
        while (!_known.IsDefault && _answered < _alerts.Count && _alerts[_answered] <= ticks - AnsweredAfter)
        {
            var alert = _alerts[_answered++];
            _series.Episode.Bar.Answer(EventRule.IsNear(_known, alert, alert), ticks, _settings.AlarmBudget);
        }
    }
}
