using AiopsTwin.Engine.World.Proofs;

namespace AiopsTwin.Engine.World.Fitting;

/// <summary>
/// Share of a caller's requests that fail when a call of theirs fails, read off fault-free time: even then callees fail
/// a little, in some samples more than in others, and a caller that retries or falls back does not fail with them. The
/// caller's loss is regressed on its callees', each weighted by calls per request, over all fault-free recordings. Only
/// what exceeds the noise of counting is evidence; a call of which the recordings say nothing is believed to be needed,
/// unless its callee fails more than the caller does: that bounds the share from above.
/// </summary>
internal static class CallFailures
{
    // A call is made because its answer is wanted.
    private const double Belief = 1;
    private const double Deviation = 0.5;

    // Fewer failures than this tell no share: their number alone is uncertain by a third.
    private const double FewestFailures = 10;

    // What a count may miss its mean by, in deviations and, where nothing was counted, in events (the rule of three).
    private const double Uncertain = 3;

    /// <summary>The share of every call of a fit, in its order.</summary>
    /// <param name="fit">A fit.</param>
    /// <param name="others">Fits of all fault-free times to the same graph, this one's among them.</param>
    public static double[] Shares(WorldFit fit, IReadOnlyList<(WorldFit Fit, FaultFreeTime Time)> others)
    {
        var shares = new double[fit.Calls.Count];
        for (var i = 0; i < fit.Count; i++)
        {
            var calls = fit.CallsOf[i].Where(call => call.IsAwaited).ToArray();
            var ridge = new BoxedRidge(calls.Length, Belief, Deviation);
            foreach (var (other, time) in others)
            {
                Add(ridge, fit, calls, (other, time));
            }

            var solved = ridge.Solve();
            for (var k = 0; k < calls.Length; k++)
            {
                shares[calls[k].Number] = solved[k];
            }
        }

        return shares;
    }

    private static void Add(
        BoxedRidge ridge, WorldFit fit, FittedCall[] calls, (WorldFit Fit, FaultFreeTime Time) source)
    {
        if (calls.Length == 0
            || !source.Time.Works.TryGetValue(fit.Observed.Working[calls[0].From].Entity, out var caller)
            || double.IsNaN(WorkSeries.MeanOf(caller.Loss.AsSpan())))
        {
            return;
        }

        var usual = WorkSeries.MeanOf(caller.Loss.AsSpan());
        var columns = calls.Select(call => ColumnOf(fit, call, source)).ToArray();
        var interval = source.Time.Interval.TotalSeconds;
        var asked = Requests(caller, interval);
        var most = usual + (((Uncertain * Math.Sqrt(usual * asked)) + Uncertain) / Math.Max(1, asked));
        for (var k = 0; k < calls.Length; k++)
        {
            if (columns[k] is { } column && column.Usual * Requests(column.Callee, interval) >= FewestFailures)
            {
                ridge.Limit(k, most / (column.PerRequest * column.Usual));
            }
        }

        var causes = new double[calls.Length];
        for (var sample = 0; sample < caller.Count; sample++)
        {
            if (double.IsNaN(caller.Loss[sample]))
            {
                continue;
            }

            for (var k = 0; k < calls.Length; k++)
            {
                causes[k] = columns[k] is { } column ? column.Excess(sample) : 0;
                ridge.AddNoise(k, columns[k]?.Noise(sample, interval) ?? 0);
            }

            ridge.Add(causes, caller.Loss[sample] - usual);
        }
    }

    private static double Requests(WorkSeries work, double interval)
    {
        var rate = WorkSeries.MeanOf(work.Rate.AsSpan());
        return double.IsNaN(rate) ? 0 : rate * interval * work.Count;
    }

    /// <summary>A callee as its caller's requests meet it; null when it does not tell of failures.</summary>
    private static Column? ColumnOf(WorldFit fit, FittedCall call, (WorldFit Fit, FaultFreeTime Time) source)
    {
        var (from, to) = (fit.Observed.Working[call.From].Entity, fit.Observed.Working[call.To].Entity);
        if (!source.Time.Works.TryGetValue(to, out var callee)
            || !source.Fit.Number.TryGetValue(from, out var caller)
            || source.Fit.CallsOf[caller].FirstOrDefault(
                one => source.Fit.Observed.Working[one.To].Entity == to) is not { } there)
        {
            return null;
        }

        var usual = WorkSeries.MeanOf(callee.Loss.AsSpan());
        return double.IsNaN(usual) ? null : new Column(callee, usual, there.PerRequest);
    }

    private sealed record Column(WorkSeries Callee, double Usual, double PerRequest)
    {
        /// <summary>What the callee loses beyond the usual, times calls per request.</summary>
        public double Excess(int sample) =>
            double.IsNaN(Callee.Loss[sample]) ? 0 : PerRequest * (Callee.Loss[sample] - Usual);

        /// <summary>Variance of that were it nothing but counting.</summary>
        public double Noise(int sample, double interval) =>
            double.IsNaN(Callee.Loss[sample]) || !(Callee.Rate[sample] > 0)
                ? 0
                : PerRequest * PerRequest * Usual * (1 - Usual) / (Callee.Rate[sample] * interval);
    }
}
