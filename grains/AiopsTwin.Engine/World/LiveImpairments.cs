using AiopsTwin.Engine.Faults;

namespace AiopsTwin.Engine.World;

/// <summary>
/// What faults do that follows from how the world fares: limits that refuse, links that fill, disks, probes. It lies
/// over the overlay and is laid anew in every step, from the flows of the step before; without such a fault a step
/// costs one look.
/// </summary>
internal sealed class LiveImpairments(WorldState state)
{
    /// <summary>Use of a link beyond which its buffer counts as full.</summary>
    private const double FullUse = 0.999;

    private readonly List<Limit> _limits = [];
    private double[] _refused = [];
    private double[] _blocked = [];
    private double[] _delay = [];
    private double[] _variance = [];
    private double[] _errors = [];

    /// <summary>True while there is such a fault.</summary>
    public bool IsAny { get; private set; }

    /// <summary>Takes note of a changed overlay. What limits held before goes on. May allocate.</summary>
    public void Refresh()
    {
        var overlay = state.Impairments;
        var before = _limits.ToArray();
        _limits.Clear();
        foreach (var limit in overlay.Limits.All)
        {
            var known = Array.Find(before, one => one.Is.Measure == limit.Measure && one.Is.Node == limit.Node);
            _limits.Add(new Limit(limit, [.. CallsOf(limit)]) { Share = known?.Share ?? 0 });
        }

        FreeDisks();
        IsAny = overlay.Limits.IsAny;
        if (IsAny)
        {
            _refused = [.. overlay.Calls.Refused];
            _blocked = [.. overlay.Calls.Blocked];
            _delay = [.. overlay.Calls.DelaySeconds];
            _variance = [.. overlay.Calls.DelayVariance];
            _errors = [.. overlay.ErrorAdd];
        }
    }

    /// <summary>Lays what follows from the step before; to be called while there is such a fault.</summary>
    /// <returns>True when it is another than before.</returns>
    public bool Run(double seconds)
    {
        double[][] before = [.. Laid().Select(column => column.ToArray())];
        foreach (var limit in _limits)
        {
            Measure(limit);
        }

        var (calls, overlay) = (state.Impairments.Calls, state.Impairments);
        _refused.CopyTo(calls.Refused, 0);
        _blocked.CopyTo(calls.Blocked, 0);
        _delay.CopyTo(calls.DelaySeconds, 0);
        _variance.CopyTo(calls.DelayVariance, 0);
        _errors.CopyTo(overlay.ErrorAdd, 0);
        foreach (var limit in _limits)
        {
            Lay(limit, calls);
        }

        Fill(seconds);
        Probe(seconds);
        return Laid().Zip(before).Any(pair => !pair.First.AsSpan().SequenceEqual(pair.Second));
    }

    private double[][] Laid()
    {
        var (overlay, calls) = (state.Impairments, state.Impairments.Calls);
        return [calls.Refused, calls.Blocked, calls.DelaySeconds, calls.DelayVariance, overlay.ErrorAdd];
    }

    /// <summary>Share of a store's disk in use when nothing fills it: between 0.3 and 0.6, its own.</summary>
    public static double DiskAtRest(WorldMap map, int process) =>
        0.3 + (0.3 * (Numerics.StableHash.Of(map.Processes[process].Entity.Text + " disk") >> 11) / (1UL << 53));

    private IEnumerable<(int Call, double Share)> CallsOf(LimitImpairment limit)
    {
        var (map, graph) = (state.Map, state.Map.Graph);
        var p = map.ProcessOfNode[limit.Node];
        return limit.Measure switch
        {
            LimitMeasure.Rate or LimitMeasure.Endpoints =>
                graph.InCalls[graph.InStart[p]..graph.InStart[p + 1]].Select(call => (call, 1.0)),
            LimitMeasure.Ports => graph.OutCalls[graph.OutStart[p]..graph.OutStart[p + 1]]
                .Where(call => state.Impairments.Calls.Pool[call] == 0).Select(call => (call, 1.0)),
            _ => WayFault.Passing(map, map.Entities[limit.Node]),
        };
    }

    /// <summary>How much is asked of a limit, and what share of it finds no room.</summary>
    private void Measure(Limit limit)
    {
        if (limit.Is.Measure == LimitMeasure.Endpoints)
        {
            var p = state.Map.ProcessOfNode[limit.Is.Node];
            var there = (double)state.Processes.Copies[p] / Math.Max(1, state.Processes.Replicas[p]);
            limit.Share = limit.Is.Most * (1 - Math.Min(1, there));
            return;
        }

        var asked = 0.0;
        foreach (var (e, share) in limit.Calls)
        {
            asked += share * Asked(limit, e, share);
        }

        var most = limit.Is.Measure == LimitMeasure.Ports
            ? limit.Is.Most * Math.Max(1, state.Processes.Copies[state.Map.ProcessOfNode[limit.Is.Node]])
            : limit.Is.Most;
        limit.Use = asked / most;
        limit.Share = limit.Use > 1 ? 1 - (1 / limit.Use) : 0;
    }

    /// <summary>What one call would ask of a limit if nothing were refused.</summary>
    private double Asked(Limit limit, int e, double share)
    {
        var (calls, overlay, policy) = (state.Calls, state.Impairments.Calls, state.Map.Graph.Calls[e].Policy);
        var passing = 1 - (share * limit.Share);
        var rate = calls.Flow[e] / passing;
        var stay = Math.Min(overlay.Timeout[e], calls.AttemptMean[e] / passing);
        return limit.Is.Measure switch
        {
            LimitMeasure.Rate => rate,
            LimitMeasure.Connections => calls.Pool[e] > 0 ? calls.Pool[e] : rate * stay,
            LimitMeasure.Ports => rate * (stay + limit.Is.Extra),
            _ => rate * (1 + overlay.Doubled[e]) * Math.Max(policy.RequestBytes, policy.ResponseBytes),
        };
    }

    private void Lay(Limit limit, CallImpairments calls)
    {
        foreach (var (e, share) in limit.Calls)
        {
            switch (limit.Is.Measure)
            {
                case LimitMeasure.Bytes:
                    var policy = state.Map.Graph.Calls[e].Policy;
                    var bytes = Math.Max(policy.RequestBytes, policy.ResponseBytes);
                    var spare = Math.Max(1 - FullUse, 1 - limit.Use);
                    calls.AddDelay(e, share, Math.Min(limit.Is.Extra, bytes / limit.Is.Most / spare), 0);
                    CallImpairments.Add(calls.Blocked, e, share * limit.Share);
                    break;
                case LimitMeasure.Endpoints:
                    CallImpairments.Add(calls.Blocked, e, share * limit.Share);
                    break;
                default:
                    CallImpairments.Add(calls.Refused, e, share * limit.Share);
                    state.Impairments.Words.NoteCall(e, share * limit.Share, limit.Is.Line);
                    break;
            }
        }
    }

    private void Fill(double seconds)
    {
        var (columns, overlay) = (state.Processes, state.Impairments);
        foreach (var (p, perSecond) in overlay.Limits.Disks)
        {
            var room = 1 - DiskAtRest(state.Map, p);
            columns.DiskFilled[p] = Math.Min(room, columns.DiskFilled[p] + (perSecond * seconds));
            if (columns.DiskFilled[p] >= room)
            {
                CallImpairments.Add(overlay.ErrorAdd, p, state.Map.WriteShare(p));
                overlay.Words.NoteProcess(p, state.Map.WriteShare(p), DiskFill.FullDisk);
            }
        }
    }

    /// <summary>A disk that nothing fills any more was cleaned up.</summary>
    private void FreeDisks()
    {
        var filled = state.Processes.DiskFilled;
        for (var p = 0; p < filled.Length; p++)
        {
            if (filled[p] > 0 && !state.Impairments.Limits.Disks.Exists(disk => disk.Process == p))
            {
                filled[p] = 0;
            }
        }
    }

    private void Probe(double seconds)
    {
        var columns = state.Processes;
        foreach (var probe in state.Impairments.Limits.Probes)
        {
            var late = Math.Pow(Late(probe.Process, probe.Timeout), probe.Failures);
            columns.ProbeDebt[probe.Process] += columns.Copies[probe.Process] * late / probe.Every * seconds;
            if (columns.ProbeDebt[probe.Process] >= 1)
            {
                // The mean number of deaths is spread evenly: one falls due whenever a whole one has come together.
                var killed = (int)columns.ProbeDebt[probe.Process];
                columns.ProbeDebt[probe.Process] -= killed;
                state.Killed.Add((probe.Process, Math.Min(killed, columns.Copies[probe.Process])));
            }
        }
    }

    /// <summary>Chance that who waits for a slot waits longer than a time.</summary>
    private double Late(int p, double timeout)
    {
        var columns = state.Processes;
        if (columns.Servers[p] == 0)
        {
            return 0;
        }

        return columns.Wait[p] + columns.ServiceTime[p] >= timeout ? 1
            : columns.TailRate[p] > 0 ? columns.DelayProbability[p] * Math.Exp(-columns.TailRate[p] * timeout)
            : 0;
    }

    private sealed class Limit(LimitImpairment limit, (int Call, double Share)[] calls)
    {
        public LimitImpairment Is { get; } = limit;

        public (int Call, double Share)[] Calls { get; } = calls;

        /// <summary>What was asked of it, as a share of it.</summary>
        public double Use { get; set; }

        /// <summary>Share of what is asked that finds no room.</summary>
        public double Share { get; set; }
    }
}
