namespace AiopsTwin.Engine.World.Discrete;

/// <summary>
/// The queues of a process and the slots behind them: one for all sound copies, or one for each; ill copies have queues
/// of their own behind these (<see cref="GreyCopies"/>).
/// </summary>
internal sealed class CopyQueues
{
    private readonly DiscreteState _state;
    private readonly int _process;
    private IndexQueue[] _waiting = [];
    private int[] _busy = [];
    private int[] _slots = [];
    private int _sound;
    private int _turn;
    private double _measuredAt;
    private (int Copies, int Servers, int Grey) _laid = (-1, -1, -1);

    // By ill copy: failures in a row, and until when callers have taken it out.
    private int[] _failures = [];
    private double[] _outUntil = [];

    public CopyQueues(DiscreteState state, int process) => (_state, _process) = (state, process);

    /// <summary>Queues there are.</summary>
    public int Count => _waiting.Length;

    /// <summary>Requests that have a slot.</summary>
    public int Busy { get; private set; }

    /// <summary>Requests that wait for one.</summary>
    public int Waiting { get; private set; }

    /// <summary>Requests at the ill copies, waiting or with a slot.</summary>
    public int PresentAtIll
    {
        get
        {
            var present = 0;
            for (var queue = _sound; queue < Count; queue++)
            {
                present += _busy[queue] + _waiting[queue].Count;
            }

            return present;
        }
    }

    /// <summary>Requests of a queue that have a slot.</summary>
    public int BusyAt(int queue) => _busy[queue];

    /// <summary>True when the copies behind a queue are ill.</summary>
    public bool IsIll(int queue) => queue >= _sound;

    /// <summary>True when a queue has a slot to spare.</summary>
    public bool HasSlot(int queue) => _busy[queue] < _slots[queue];

    /// <summary>True when one more may wait in a queue.</summary>
    public bool HasRoom(int queue)
    {
        var servers = Math.Max(1, _state.World.Processes.Servers[_process]);
        return _waiting[queue].Count < _state.World.Map.QueueLimit[_process] * _slots[queue] / servers;
    }

    /// <summary>A queue with a slot to spare; -1 when there is none.</summary>
    public int FreeQueue()
    {
        for (var queue = 0; queue < Count; queue++)
        {
            if (HasSlot(queue))
            {
                return queue;
            }
        }

        return -1;
    }

    /// <summary>Lets one wait.</summary>
    public void Add(int queue, int request)
    {
        Measure();
        _waiting[queue].Add(request);
        Waiting++;
    }

    /// <summary>Takes whoever has waited longest; -1 when nobody waits.</summary>
    public int Take(int queue)
    {
        if (_waiting[queue].Count == 0)
        {
            return -1;
        }

        Measure();
        Waiting--;
        return _waiting[queue].Take();
    }

    /// <summary>Gives a slot away.</summary>
    public void Occupy(int queue)
    {
        Measure();
        _busy[queue]++;
        Busy++;
    }

    /// <summary>Takes a slot back.</summary>
    public void Release(int queue)
    {
        Measure();
        _busy[queue]--;
        Busy--;
    }

    /// <summary>Adds to the tally what was present until now.</summary>
    public void Measure()
    {
        var seconds = _state.Now - _measuredAt;
        if (seconds > 0)
        {
            _measuredAt = _state.Now;
            _state.Tallies[_process].Add(ProcessTally.SlotSeconds, seconds * Busy);
            _state.Tallies[_process].Add(ProcessTally.PresentSeconds, seconds * (Busy + Waiting));
        }
    }

    /// <summary>The queue the next request is dealt to.</summary>
    public int Deal()
    {
        if (Count == 1)
        {
            return 0;
        }

        var ill = Count - _sound;
        if (ill > 0 && _state.ProcessDraws[_process].NextDouble() < Share())
        {
            return _sound + (ill == 1 ? 0 : IllQueue(ill));
        }

        if (_sound <= 1)
        {
            return 0;
        }

        return _state.World.Map.Processes[_process].Balancing == Balancing.RoundRobin
            ? (_turn = (_turn + 1) % _sound)
            : _state.ProcessDraws[_process].NextInt(_sound);
    }

    /// <summary>Takes note of how a request at an ill copy ended: so many failures in a row and callers take the copy
    /// out.</summary>
    public void Note(int queue, bool isFailure)
    {
        if (_state.World.Map.Processes[_process].Ejection is not { } ejection || _failures.Length == 0)
        {
            return;
        }

        // Where copies share a queue, which of them served says nothing more.
        var copy = Count - _sound == _failures.Length
            ? queue - _sound
            : _state.ProcessDraws[_process].NextInt(_failures.Length);
        _failures[copy] = isFailure ? _failures[copy] + 1 : 0;
        var most = ejection.MostShare * _state.World.Processes.Copies[_process];
        if (_failures[copy] >= ejection.Failures && IllOut() + 1 <= most)
        {
            (_failures[copy], _outUntil[copy]) = (0, _state.Now + ejection.For.TotalSeconds);
        }
    }

    /// <summary>True when there are other copies, or other slots, than the queues were laid out for.</summary>
    public bool IsOutdated() => _laid != Now();

    /// <summary>Lays the queues out anew for the copies there are, empty.</summary>
    /// <returns>The requests that waited, oldest first of each queue.</returns>
    public List<int> Lay()
    {
        Measure();
        var kept = new List<int>();
        foreach (var queue in _waiting)
        {
            while (queue.Count > 0)
            {
                kept.Add(queue.Take());
            }
        }

        _laid = Now();
        var (world, model) = (_state.World, _state.World.Map.Processes[_process]);
        var slots = world.Impairments.Slots[_process];
        var running = slots > 0 ? _laid.Servers / slots : 0;
        var sound = Math.Max(0, running - _laid.Grey);
        var isOne = model.Balancing == Balancing.LeastLoaded || model.HoldsSlots || running <= 1;
        _slots = isOne
            ? [.. Queues(sound > 0 ? 1 : 0, sound * slots), .. Queues(_laid.Grey > 0 ? 1 : 0, _laid.Grey * slots)]
            : [.. Queues(sound, slots), .. Queues(_laid.Grey, slots)];
        _sound = isOne ? Math.Min(1, sound) : sound;
        if (_slots.Length == 0)
        {
            (_slots, _sound) = ([0], 1);
        }

        _waiting = Array.ConvertAll(_slots, _ => new IndexQueue());
        _busy = new int[_slots.Length];
        (Busy, Waiting) = (0, 0);
        Array.Resize(ref _failures, _laid.Grey);
        Array.Resize(ref _outUntil, _laid.Grey);
        return kept;
    }

    private static IEnumerable<int> Queues(int count, int slots) => Enumerable.Repeat(slots, count);

    private (int Copies, int Servers, int Grey) Now()
    {
        var columns = _state.World.Processes;
        return (columns.Copies[_process], columns.Servers[_process], columns.GreyCopies[_process]);
    }

    private double Share()
    {
        if (_sound == 0)
        {
            return 1;
        }

        var columns = _state.World.Processes;
        columns.GreyOut[_process] = (double)IllOut() / Math.Max(1, columns.GreyCopies[_process]);
        return columns.GreyShare[_process] = GreyCopies.Share(_state.World, _process);
    }

    private int IllOut()
    {
        var ill = 0;
        foreach (var until in _outUntil)
        {
            ill += until > _state.Now ? 1 : 0;
        }

        return ill;
    }

    private int IllQueue(int ill)
    {
        var copy = _state.ProcessDraws[_process].NextInt(ill);
        for (var i = 0; i < ill && _outUntil[copy] > _state.Now; i++)
        {
            copy = (copy + 1) % ill;
        }

        return copy;
    }
}
