using AiopsTwin.Engine.Detection.Histograms;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>How a batch is taken: repeats are dropped, samples put in order, and each given to its series. Allocates
/// nothing for quiet samples of known series.</summary>
public sealed partial class EntityMonitor
{
    private const int SourcesKept = 8;

    private static readonly Comparison<Sample> InOrder = Compare;

    /// <summary>
    /// Judges the samples of one batch; their order within the batch does not matter. A batch repeated by its source
    /// changes nothing. Samples that cannot be used are counted by reason and never fail the rest.
    /// </summary>
    /// <exception cref="ArgumentException">The batch is another entity's.</exception>
    public MonitorEffects Observe(EntityMonitorState state, ObserveBatch batch)
    {
        var intake = new Intake();
        Observe(state, batch, intake);
        return Effects(state, intake);
    }

    /// <summary>The same for who holds the state and asks it for the rest: what the call brought is put where what the
    /// last one brought was.</summary>
    /// <param name="state">The entity's state; changed.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="intake">Emptied, then filled.</param>
    /// <exception cref="ArgumentException">The batch is another entity's.</exception>
    public void Observe(EntityMonitorState state, ObserveBatch batch, Intake intake)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(intake);
        if (batch.Entity != state.Entity)
        {
            throw new ArgumentException($"A batch of {batch.Entity} was given to {state.Entity}.", nameof(batch));
        }

        intake.Clear();
        if (IsRepeat(state, batch))
        {
            intake.Duplicates = batch.Samples.IsDefault ? 0 : batch.Samples.Length;
            return;
        }

        batch = HistogramMonitor.Unfold(state, batch, intake);
        var samples = batch.Samples.IsDefault ? [] : batch.Samples.AsSpan();
        Take(state, IsSorted(samples) ? samples : intake.Sorted(samples, InOrder), intake);
        if (state.IsSilent && intake.Accepted > 0)
        {
            state.IsSilent = false;
            intake.BookOf(state, _settings).End(AlertText.Silent, state.Arrivals.Newest, AlertStatus.Resolved);
        }

        Tally(state, batch, intake);
        _objectives.Judge(state, state.Arrivals.Newest, intake);
        Lean(state, intake);
    }

    /// <summary>From when the entity's silence is a signal: it must be asked to <see cref="Advance"/> then. Null while
    /// its interval is not learned.</summary>
    public DateTimeOffset? SilentAfter(EntityMonitorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Arrivals.SilentAfter(_settings) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    /// <summary>Takes work before use: what a resource should be used for is known when its use is judged.</summary>
    private void Take(EntityMonitorState state, ReadOnlySpan<Sample> samples, Intake intake)
    {
        var (first, last) = (samples.Length, -1);
        var place = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            if (!Take(state, samples[i], intake, ref place, false))
            {
                first = Math.Min(first, i);
                last = i;
            }
        }

        place = 0;
        for (var i = first; i <= last; i++)
        {
            Take(state, samples[i], intake, ref place, true);
        }
    }

    /// <summary>Takes one sample, when it is its turn.</summary>
    private bool Take(EntityMonitorState state, in Sample sample, Intake intake, ref int place, bool isUse)
    {
        if (state.FindNext(sample.Metric, ref place) is not { } series)
        {
            if (string.IsNullOrEmpty(sample.Metric) || state.Series.Count >= _settings.MaxSeries)
            {
                intake.Refused += isUse ? 0 : 1;
                return true;
            }

            series = state.Add(sample.Metric);
        }

        if (WorkMonitor.IsUse(series.Descriptor) != isUse)
        {
            return false;
        }

        var ticks = sample.At.UtcTicks;
        var hasSiblings = state.Group is not null && SiblingMonitor.IsCompared(series.Metric);
        var work = _work.Take(state, series, ticks, sample.Value);
        var context = new SampleContext(hasSiblings, GrainOf(state, series), work)
        {
            IsPooled = PoolMonitor.IsFiring(state, series),
        };
        var direction = series.Episode.Direction;
        var before = (series.Newest, series.NewestValue);
        _series.Take(series, ticks, sample.Value, context, out var verdict);
        intake.Count(verdict.Outcome);
        if (verdict.Outcome != SampleOutcome.Used)
        {
            return true;
        }

        state.Arrivals.Hear(ticks);
        Watch(state, series, before, intake);
        Beside(state, series, ticks, verdict, intake);
        _desk.Tell(state, series, verdict, direction, intake);
        if (RequestStop.Since(series, _settings) is { } since)
        {
            foreach (var claim in RequestStop.Claims(state, since))
            {
                _desk.Expire(state, claim, since, intake);
            }
        }

        if (verdict.Signal is { } signal)
        {
            (series.Sibling ??= new SiblingTrack()).Push(signal);
            intake.Signal(new SiblingSignal(
                state.Group!, state.Entity, series.Metric, sample.At, signal.LogDeviation, verdict.IsCalm)
            {
                IsHeld = signal.IsHeld,
            });
        }

        return true;
    }

    /// <summary>Only the last batch of a source is recognised: a source that restarts its numbering is heard
    /// again.</summary>
    private static bool IsRepeat(EntityMonitorState state, ObserveBatch batch)
    {
        if (batch.Sequence <= 0)
        {
            return false;
        }

        var sources = state.Sources;
        var place = sources.Count - 1;
        while (place >= 0 && !string.Equals(sources[place].Source, batch.Source, StringComparison.Ordinal))
        {
            place--;
        }

        if (place >= 0 && sources[place].Sequence == batch.Sequence)
        {
            return true;
        }

        if (place >= 0 || sources.Count == SourcesKept)
        {
            sources.RemoveAt(Math.Max(0, place));
        }

        sources.Add(new SourceMark(batch.Source, batch.Sequence));
        return false;
    }

    private static bool IsSorted(ReadOnlySpan<Sample> samples)
    {
        for (var i = 1; i < samples.Length; i++)
        {
            if (Compare(samples[i - 1], samples[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int Compare(Sample left, Sample right)
    {
        var order = string.CompareOrdinal(left.Metric, right.Metric);
        order = order != 0 ? order : left.At.CompareTo(right.At);
        return order != 0 ? order : left.Value.CompareTo(right.Value);
    }
}
