using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World.Fitting;

/// <summary>Turns telemetry into columns of work: one sample of everybody at a time. Only requests, their time and
/// their failure are kept; other metrics are passed over.</summary>
public sealed class WorkRecorder
{
    private readonly SortedDictionary<EntityId, Columns> _works = [];
    private int _samples;

    /// <summary>Samples added so far.</summary>
    public int Samples => _samples;

    /// <summary>Adds the next sample of everybody; whoever is not in it said nothing.</summary>
    /// <param name="batches">What came; of a metric told twice the last value counts.</param>
    public void Add(ImmutableArray<ObserveBatch> batches)
    {
        foreach (var batch in batches)
        {
            if (!_works.TryGetValue(batch.Entity, out var columns))
            {
                _works.Add(batch.Entity, columns = new Columns());
            }

            columns.Begin(_samples);
            foreach (var sample in batch.Samples)
            {
                columns.Set(sample);
            }
        }

        _samples++;
    }

    /// <summary>Everything added so far, of those who told of requests.</summary>
    public ImmutableSortedDictionary<EntityId, WorkSeries> ToWorks() => _works
        .Where(pair => pair.Value.TellsOfRequests)
        .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.ToSeries(_samples));

    private sealed class Columns
    {
        private readonly List<double> _latency95 = [];
        private readonly List<double> _rate = [];
        private readonly List<double> _latency = [];
        private readonly List<double> _loss = [];

        public bool TellsOfRequests { get; private set; }

        /// <summary>Makes room for a sample; those before it that never came are missing.</summary>
        public void Begin(int sample)
        {
            foreach (var column in new[] { _rate, _latency, _latency95, _loss })
            {
                while (column.Count <= sample)
                {
                    column.Add(double.NaN);
                }
            }
        }

        public void Set(Sample sample)
        {
            switch (sample.Metric)
            {
                case MetricCatalog.RequestRate:
                    _rate[^1] = sample.Value;
                    break;
                case MetricCatalog.RequestDuration:
                    _latency[^1] = sample.Value;
                    break;
                case MetricCatalog.RequestDurationP95:
                    _latency95[^1] = sample.Value;
                    break;
                case MetricCatalog.Availability:
                    _loss[^1] = 1 - sample.Value;
                    break;
                case MetricCatalog.ErrorRatio:
                    _loss[^1] = sample.Value;
                    break;
                default:
                    return;
            }

            TellsOfRequests = true;
        }

        public WorkSeries ToSeries(int samples)
        {
            Begin(samples - 1);
            return new WorkSeries([.. _rate], [.. _latency], [.. _loss]) { Latency95 = [.. _latency95] };
        }
    }
}
