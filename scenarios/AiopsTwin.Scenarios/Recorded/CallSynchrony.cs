using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>
/// Tells from fault-free telemetry which calls nobody waits for. A caller that waits spends at least what its callee
/// spends: when the callee's total time (requests times mean duration) moves, the caller's moves with it. So the change
/// of the caller's total from one instant to the next is regressed on the callee's, and a slope that is surely below a
/// tenth means that the answer is not waited for. Without enough movement to tell, a call counts as waited for: a graph
/// of calls is usually one of requests and answers. O(instants) per call.
/// </summary>
internal sealed class CallSynchrony
{
    private const int FewestPairs = 50;
    private const double LeastSlope = 0.1;
    private const double Certainty = 3;

    private readonly Dictionary<EntityId, double[]> _spent = [];

    /// <summary>Reads how long every entity was busy with requests at each instant.</summary>
    public CallSynchrony(ImmutableArray<RecordedMoment> baseline)
    {
        for (var i = 0; i < baseline.Length; i++)
        {
            foreach (var batch in baseline[i].Batches)
            {
                if (!_spent.TryGetValue(batch.Entity, out var spent))
                {
                    _spent.Add(batch.Entity, spent = new double[baseline.Length]);
                }

                spent[i] = Of(batch, MetricCatalog.RequestRate) * Of(batch, MetricCatalog.RequestDuration);
            }
        }
    }

    /// <summary>True when the caller surely does not wait for the callee.</summary>
    public bool IsAsynchronous(EntityId caller, EntityId callee)
    {
        if (!_spent.TryGetValue(caller, out var above) || !_spent.TryGetValue(callee, out var below)
            || below.Length < FewestPairs)
        {
            return false;
        }

        var (product, square) = (0.0, 0.0);
        for (var i = 1; i < below.Length; i++)
        {
            product += (below[i] - below[i - 1]) * (above[i] - above[i - 1]);
            square += (below[i] - below[i - 1]) * (below[i] - below[i - 1]);
        }

        if (square <= 0)
        {
            return false;
        }

        var slope = product / square;
        var rest = 0.0;
        for (var i = 1; i < below.Length; i++)
        {
            var residual = above[i] - above[i - 1] - (slope * (below[i] - below[i - 1]));
            rest += residual * residual;
        }

        var error = Math.Sqrt(rest / (below.Length - 2) / square);
        return slope + (Certainty * error) < LeastSlope;
    }

    private static double Of(ObserveBatch batch, string metric)
    {
        foreach (var sample in batch.Samples)
        {
            if (sample.Metric == metric)
            {
                return sample.Value;
            }
        }

        return 0;
    }
}
