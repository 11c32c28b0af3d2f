using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;

namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>
/// The twin's own judgement of a series, by the monitor that judges every series of every entity. A sample's score is
/// the threshold at which the rule for raising (so many of the newest samples) would just be met, after what the
/// series' own earlier alerts add to it. The alerts the monitor really raises, at its settings, are noted beside.
/// </summary>
public sealed class TwinScorer : ISampleScorer
{
    // A name the catalogue does not know: a gauge that may be bad both ways, which is all that is known of a recording.
    private const string Metric = "recorded.value";

    private readonly SeriesMonitor _monitor;
    private readonly SeriesState _series = new(Metric);
    private readonly double[] _newest;
    private readonly int _needed;
    private readonly ImmutableArray<long>.Builder _alerts = ImmutableArray.CreateBuilder<long>();
    private int _next;

    /// <summary>Makes a scorer for one series.</summary>
    /// <param name="settings">How the twin judges.</param>
    public TwinScorer(DetectionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _monitor = new SeriesMonitor(settings);
        _newest = new double[settings.RaiseWindow];
        _needed = settings.RaiseCount;
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

        var bar = EpisodeRule.PenaltyAt(_series.Episode, ticks);
        _newest[_next] = Math.CopySign(Math.Max(0, Math.Abs(verdict.Score) - bar), verdict.Score);
        _next = (_next + 1) % _newest.Length;
        return Math.Max(0, Math.Max(Reached(1), Reached(-1)));
    }

    /// <summary>The score that enough of the newest samples reach in one direction.</summary>
    private double Reached(int direction)
    {
        Span<double> sorted = stackalloc double[_newest.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = direction * _newest[i];
        }

        sorted.Sort();
        return sorted[^_needed];
    }
}
