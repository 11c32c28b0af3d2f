namespace AiopsTwin.Engine.World;

/// <summary>
/// First part of a step: which copies run, and how fast. Processor contention is processor sharing: threads that want
/// to run get the cores in equal shares, so processor work takes 1 / phi as long, phi = cores / (threads that want to
/// run).
/// </summary>
internal sealed class CapacityStep
{
    /// <summary>Beyond this share of the limit, reclaiming memory begins to cost time (a common alarm level).</summary>
    private const double MemoryPressure = 0.85;

    /// <summary>At the limit, three quarters of the time goes into reclaiming memory.</summary>
    private const double MemoryPenalty = 3;

    /// <summary>Share by which a host's speed may be off: below it is noise of the arithmetic.</summary>
    private const double Settled = 1e-9;

    private readonly WorldState _state;
    private readonly Liveness _liveness;
    private readonly CopyStarts _starts;
    private readonly Continuation? _continuation;

    // By place: its share of the process' copies, the cores it wants and those it has.
    private readonly double[] _share;
    private readonly double[] _wanted;
    private readonly double[] _used;

    // By process: the copies there should have been when they were counted last.
    private readonly int[] _replicas;

    // What has to be worked out anew: hosts whose processes want other cores, processes whose hosts are slower or
    // faster.
    private readonly bool[] _isStirred;
    private readonly bool[] _isPaced;

    /// <summary>True when any service time may differ from that of the step before.</summary>
    private bool _isNew = true;

    public CapacityStep(WorldState state, CopyStarts starts, Continuation? continuation)
    {
        (_state, _starts, _continuation) = (state, starts, continuation);
        _liveness = new Liveness(state);
        _share = new double[state.PlaceCopies.Length];
        _wanted = new double[state.PlaceCopies.Length];
        _used = new double[state.PlaceCopies.Length];
        _replicas = [.. state.Processes.Replicas];
        _isStirred = new bool[state.InversePhi.Length];
        _isPaced = new bool[state.Map.Processes.Length];
    }

    /// <summary>Takes note of a changed overlay: counts copies and slots and sizes pools. May allocate.</summary>
    public void Refresh()
    {
        _isNew = true;
        _liveness.Refresh();
        for (var p = 0; p < _state.Map.Processes.Length; p++)
        {
            CountCopies(p);
        }

        SizePools();
    }

    /// <summary>Sets service times and capacities for a step.</summary>
    public void Run(double seconds)
    {
        ShareCores();
        Divide();
        if (_isNew)
        {
            _isNew = _state.Impairments.LeakPerSecond.AsSpan().ContainsAnyExcept(0);
            Array.Fill(_isPaced, true);
        }

        for (var p = Flags.Next(_isPaced, 0); p < _isPaced.Length; p = Flags.Next(_isPaced, p + 1))
        {
            _isPaced[p] = false;
            SetServiceTime(p, seconds);
        }
    }

    private void SetServiceTime(int p, double seconds)
    {
        var (map, columns, overlay) = (_state.Map, _state.Processes, _state.Impairments);
        var (start, copies) = (map.Placement.Start, _state.PlaceCopies);
        var before = columns.Capacity[p];
        _continuation?.BringTo(p);
        var inversePhi = 1.0;
        if (start[p] < start[p + 1] && columns.Copies[p] > 0)
        {
            inversePhi = 0;
            for (var i = start[p]; i < start[p + 1]; i++)
            {
                var host = map.Placement.HostOfPlace[i];
                inversePhi += copies[i] * (host < 0 ? 1 : _state.InversePhi[host]);
            }

            inversePhi /= columns.Copies[p];
        }

        var bare = map.ServiceSeconds[p] * overlay.ServiceFactor[p];
        var processor = Math.Min(bare, map.CpuSeconds[p] * overlay.CpuFactor[p]);
        var time = (bare + (processor * (inversePhi - 1))) * (1 + Reclaiming(p, seconds));
        columns.ServiceTime[p] = time + overlay.ServiceAdd[p] + overlay.LockSeconds[p];
        var slots = columns.Servers[p] / Math.Max(1, columns.Queues[p]);
        var slowed = map.Processes[p].Contention?.FactorAt(slots) ?? 1;
        var sound = columns.Servers[p] - (columns.GreyCopies[p] * overlay.Slots[p]);
        columns.Capacity[p] = sound / (columns.ServiceTime[p] * slowed);
        if (columns.Capacity[p] != before)
        {
            // Whoever has messages for it may send more, or must send less.
            _state.Activity.IsAwake[p] = true;
            _state.Activity.WakeCallers(p);
        }
    }

    /// <summary>Share of the memory limit a process uses when nothing leaks: between 0.3 and 0.5, its own.</summary>
    public static double MemoryAtRest(WorldMap map, int process) =>
        0.3 + (0.2 * (Numerics.StableHash.Of(map.Processes[process].Entity.Text) >> 11) / (1UL << 53));

    private double Reclaiming(int p, double seconds)
    {
        var (leak, held) = (_state.Impairments.LeakPerSecond[p], _state.Impairments.MemoryHeld[p]);
        if (leak == 0)
        {
            _state.Processes.Leaked[p] = 0;
            return Penalty(held == 0 ? 0 : MemoryAtRest(_state.Map, p) + held);
        }

        var columns = _state.Processes;
        var room = 1 - MemoryAtRest(_state.Map, p);
        columns.Leaked[p] = Math.Min(room, columns.Leaked[p] + (leak * seconds));
        if (columns.Leaked[p] >= room && columns.Copies[p] > 0 && _state.Impairments.IsLimitDeadly[p])
        {
            // The copy with the least room left is killed and starts empty; the others go on filling.
            columns.Leaked[p] -= room / columns.Copies[p];
            _starts.Restart(p, 1);
        }

        return Penalty(1 - room + columns.Leaked[p] + held);
    }

    private static double Penalty(double used)
    {
        var pressure = Math.Max(0, (Math.Min(1, used) - MemoryPressure) / (1 - MemoryPressure));
        return MemoryPenalty * pressure * pressure;
    }

    /// <summary>How many cores the places of those who moved want, and how many they have.</summary>
    private void ShareCores()
    {
        var hasMoved = _state.Activity.HasMoved;
        for (var p = Flags.Next(hasMoved, 0); p < hasMoved.Length; p = Flags.Next(hasMoved, p + 1))
        {
            hasMoved[p] = false;
            _continuation?.BringTo(p);
            ShareCores(p);
        }
    }

    private void ShareCores(int p)
    {
        var (map, columns, overlay) = (_state.Map, _state.Processes, _state.Impairments);
        var (start, hosts, inverse) = (map.Placement.Start, map.Placement.HostOfPlace, _state.InversePhi);
        var forRequests = columns.Served[p] * map.CpuSeconds[p] * overlay.CpuFactor[p];
        var hog = overlay.ProcessHog[p];
        var all = start[p] == start[p + 1] ? forRequests : 0;
        for (var i = start[p]; i < start[p + 1]; i++)
        {
            // Requests got this many cores at the last step's phi; they wanted 1 / phi as many.
            var inversePhi = hosts[i] < 0 ? 1 : inverse[hosts[i]];
            var used = (forRequests * _share[i]) + (hog * _share[i] / inversePhi);
            var wanted = (forRequests * _share[i] * inversePhi) + (hog * _share[i]);
            all += used;
            if (hosts[i] >= 0)
            {
                _isStirred[hosts[i]] |= used != _used[i] || wanted != _wanted[i];
            }

            (_used[i], _wanted[i]) = (used, wanted);
        }

        columns.CoresUsed[p] = all;
    }

    /// <summary>Divides the cores of the hosts on which something moved.</summary>
    private void Divide()
    {
        var (map, overlay) = (_state.Map, _state.Impairments);
        if (_isNew)
        {
            Array.Fill(_isStirred, true);
        }

        for (var h = Flags.Next(_isStirred, 0); h < _isStirred.Length; h = Flags.Next(_isStirred, h + 1))
        {
            _isStirred[h] = false;
            _continuation?.BringHostTo(h);
            var (wanted, used) = (overlay.HostHog[h], 0.0);
            foreach (var place in map.Placement.PlacesOnHost[h])
            {
                wanted += _wanted[place];
                used += _used[place];
            }

            _state.HostCoresUsed[h] = used + (overlay.HostHog[h] / _state.InversePhi[h]);
            var inverse = Math.Max(1, wanted / map.Cores[h]);
            if (Math.Abs(inverse - _state.InversePhi[h]) > Settled * inverse)
            {
                _state.InversePhi[h] = inverse;
                Stir(h);
            }
        }
    }

    /// <summary>A host that is slower or faster changes how long its processes take, and what they want of it
    /// next.</summary>
    private void Stir(int host)
    {
        _isStirred[host] = true;
        foreach (var place in _state.Map.Placement.PlacesOnHost[host])
        {
            var p = _state.Map.Placement.ProcessOfPlace[place];
            _isPaced[p] = _state.Activity.HasMoved[p] = true;
        }
    }

    private void CountCopies(int p)
    {
        var (map, columns) = (_state.Map, _state.Processes);
        var (model, placement) = (map.Processes[p], map.Placement);
        var (replicas, places) = (columns.Replicas[p], placement.Start[p + 1] - placement.Start[p]);
        var missing = (int)_state.Impairments.CopiesLost[p] + columns.Starting[p];
        var isPresent = _state.IsPresent(map.ProcessNode[p]);
        var open = OpenPlaces(p);
        var machines = open == 0 && places > 0 ? 1 : 0;
        var (running, rank) = (0, open);
        for (var i = places - 1; i >= 0; i--)
        {
            var place = placement.Start[p] + i;
            var dealt = IsDrained(place) ? 0 : Placement.Dealt(replicas, --rank, open);
            var lost = Math.Min(missing, dealt);
            missing -= lost;
            var copies = isPresent && _state.IsPresent(placement.Unit[place]) ? dealt : 0;
            machines += copies;
            _state.PlaceCopies[place] = Math.Max(0, copies - lost);
            running += _state.PlaceCopies[place];
        }

        if (places == 0)
        {
            machines = isPresent ? replicas : 0;
            running = Math.Max(0, machines - missing);
        }

        LoseContent(p, running);
        for (var i = placement.Start[p]; i < placement.Start[p + 1]; i++)
        {
            _share[i] = running > 0 ? (double)_state.PlaceCopies[i] / running : 0;
        }

        _state.Impairments.Ages.Note(p, running - columns.Copies[p]);
        columns.Copies[p] = running;
        var serving = Math.Max(0, running - (int)_state.Impairments.Unlisted[p]);
        columns.Servers[p] = serving * _state.Impairments.Slots[p];
        columns.Absence[p] = serving > 0 ? Absence.None : machines > 0 ? Absence.Refuses : Absence.Hangs;
        ChooseTable(p, model, serving);
    }

    /// <summary>Places of a process that are not drained.</summary>
    private int OpenPlaces(int p)
    {
        var open = 0;
        for (var i = _state.Map.Placement.Start[p]; i < _state.Map.Placement.Start[p + 1]; i++)
        {
            open += IsDrained(i) ? 0 : 1;
        }

        return open;
    }

    private bool IsDrained(int place)
    {
        var (placement, drained) = (_state.Map.Placement, _state.Impairments.IsDrained);
        return drained[placement.Unit[place]]
            || (placement.HostOfPlace[place] is >= 0 and var host && drained[_state.Map.HostNode[host]]);
    }

    private void ChooseTable(int p, ProcessModel model, int running)
    {
        var columns = _state.Processes;
        var grey = Math.Min(running, (int)_state.Impairments.GreyCopies[p]);
        MoveContent(p, running, grey);

        // Dealt in turn, each of r queues gets every r-th arrival: an Erlang law of r stages between them.
        var isOne = model.Balancing == Balancing.LeastLoaded || model.HoldsSlots || running <= 1;
        var arrivals = model.ArrivalVariability / (isOne || model.Balancing == Balancing.Random ? 1 : running);
        var variability = (arrivals + model.ServiceVariability) / 2;
        var (sound, slots) = (running - grey, _state.Impairments.Slots[p]);
        columns.Queues[p] = isOne ? 1 : Math.Max(1, sound);
        var servers = Math.Max(1, isOne ? sound * slots : slots);
        var room = model.QueueLimit / columns.Queues[p];
        var isLittle = variability == 1 && model is { Contention: null, HoldsSlots: false }
            && QueueTables.IsLittle(room);
        columns.Table[p] = isLittle
            ? _state.Tables.Bounded(servers, (int)room)
            : _state.Tables.Of(servers, variability, model.Contention);
        columns.GreyTable[p] = grey == 0
            ? null
            : _state.Tables.Of(isOne ? grey * slots : slots, variability, model.Contention);
    }

    /// <summary>Whoever falls ill, or is well again, takes its work along.</summary>
    private void MoveContent(int p, int running, int grey)
    {
        var columns = _state.Processes;
        var before = columns.GreyCopies[p];
        columns.GreyCopies[p] = grey;
        var moved = grey > before
            ? columns.Content[p] * (grey - before) / Math.Max(1, running - before)
            : before > 0 ? -columns.GreyContent[p] * (before - grey) / before : 0;
        columns.Content[p] -= moved;
        columns.GreyContent[p] += moved;
        if (grey == 0)
        {
            columns.GreyContent[p] = columns.GreyRho[p] = columns.GreyShare[p] = columns.GreyOut[p] = 0;
        }
    }

    /// <summary>Requests present at a copy are lost with it.</summary>
    private void LoseContent(int p, int running)
    {
        // Those that an autoscaler removes finish what they have.
        var columns = _state.Processes;
        var released = Math.Max(0, _replicas[p] - columns.Replicas[p]);
        _replicas[p] = columns.Replicas[p];
        var gone = columns.Copies[p] - running - released;
        if (gone > 0)
        {
            var share = (double)gone / columns.Copies[p];
            columns.TotalLost[p] += share * (columns.Content[p] + columns.GreyContent[p]);
            columns.Content[p] *= 1 - share;
            columns.HeldContent[p] *= 1 - share;
            columns.Abandoned[p] *= 1 - share;
            columns.GreyContent[p] *= 1 - share;
        }
    }

    private void SizePools()
    {
        var (map, calls, columns) = (_state.Map, _state.Calls, _state.Processes);
        Array.Clear(columns.PooledLimit);
        for (var e = 0; e < map.Graph.Count; e++)
        {
            var call = map.Graph.Calls[e];
            var size = _state.Impairments.Calls.Pool[e];
            if (size <= 0)
            {
                if (calls.PoolTable[e] is not null)
                {
                    calls.RemovePool(e);
                }

                continue;
            }

            // The size is over all copies of the caller; each copy takes its connections with it.
            var share = (double)columns.Copies[call.From] / map.Processes[call.From].Replicas;
            calls.Pool[e] = Math.Max(1, (int)Math.Round(size * share));
            calls.PoolTable[e] = _state.Tables.Of(calls.Pool[e], 1);
            columns.PooledLimit[call.To] += _state.Zoom?.Touches(e) == true ? 0 : calls.Pool[e];
        }
    }
}
