using AiopsTwin.Engine.Faults;

namespace AiopsTwin.Engine.World.Discrete;

/// <summary>
/// Requests at processes: they wait for a slot, are worked on, make their calls stage by stage and answer. The rules
/// are those of the fluid steps, one request at a time.
/// </summary>
internal sealed class RequestFlow
{
    private readonly DiscreteState _state;
    private readonly CallGraph _graph;
    private readonly ProcessColumns _columns;
    private readonly Impairments _overlay;
    private readonly CopyQueues[] _queues;

    public RequestFlow(DiscreteState state)
    {
        _state = state;
        _graph = state.World.Map.Graph;
        _columns = state.World.Processes;
        _overlay = state.World.Impairments;
        _queues = new CopyQueues[state.IsInside.Length];
        for (var p = 0; p < _queues.Length; p++)
        {
            _queues[p] = state.IsInside[p] ? new CopyQueues(state, p) : null!;
        }
    }

    /// <summary>Who makes the calls of the requests.</summary>
    public CallFlow Sender { get; set; } = null!;

    /// <summary>Who brings messages.</summary>
    public MessageFlow Messages { get; set; } = null!;

    /// <summary>Requests present at a process, waiting or with a slot.</summary>
    public int PresentAt(int process) => _queues[process].Busy + _queues[process].Waiting;

    /// <summary>Requests present at the ill copies of a process.</summary>
    public int PresentAtIll(int process) => _queues[process].PresentAtIll;

    /// <summary>Adds to the tally of a process what was present until now.</summary>
    public void Measure(int process) => _queues[process].Measure();

    /// <summary>True when a process has a slot to spare.</summary>
    public bool HasSlot(int process) => _columns.Servers[process] > 0 && _queues[process].FreeQueue() >= 0;

    /// <summary>A request comes from outside, or a message to its consumer.</summary>
    /// <param name="process">Where.</param>
    /// <param name="isPulled">True for a message: whoever pulls takes what it can hold, and never too much.</param>
    public void Enter(int process, bool isPulled) => Arrive(Place(process, -1, 0), isPulled);

    /// <summary>Makes room for a request that is on its way.</summary>
    public int Place(int process, int call, int generation)
    {
        var requests = _state.Requests;
        var request = requests.Rent();
        requests.Process[request] = process;
        requests.Call[request] = call;
        requests.Generation[request] = generation;
        requests.Next[request] = _graph.OutStart[process];
        requests.Pending[request] = 0;
        requests.Marks[request] = RequestMark.None;
        return request;
    }

    /// <summary>A request is there.</summary>
    public void Arrive(int request, bool isPulled = false)
    {
        var requests = _state.Requests;
        var p = requests.Process[request];
        _state.Tallies[p].Add(ProcessTally.Arrived);
        requests.Arrived[request] = _state.Now;
        if (_columns.Servers[p] == 0)
        {
            TurnAway(request);
            return;
        }

        var queues = _queues[p];
        var queue = isPulled ? queues.FreeQueue() : -1;
        queue = queue >= 0 ? queue : queues.Deal();
        requests.Queue[request] = queue;
        requests.Marks[request] = RequestMark.Present;
        if (queues.HasSlot(queue))
        {
            Begin(request);
        }
        else if (isPulled || queues.HasRoom(queue))
        {
            queues.Add(queue, request);
        }
        else
        {
            requests.Marks[request] = RequestMark.None;
            TurnAway(request);
        }
    }

    /// <summary>Own work is done.</summary>
    public void Finish(int request)
    {
        var requests = _state.Requests;
        var p = requests.Process[request];
        if ((requests.Marks[request] & RequestMark.Lost) != 0)
        {
            requests.Return(request);
            return;
        }

        var tally = _state.Tallies[p];
        tally.Add(ProcessTally.Served);
        tally.Add(ProcessTally.OwnSeconds, _state.Now - requests.Arrived[request]);
        if (_overlay.Thrown[p] > 0 && _state.ProcessDraws[p].NextDouble() < _overlay.Thrown[p])
        {
            requests.Marks[request] |= RequestMark.Failed;
        }

        var isIll = _queues[p].IsIll(requests.Queue[request]);
        if (isIll && _overlay.GreyError[p] > 0)
        {
            var fails = _state.ProcessDraws[p].NextDouble() < _overlay.GreyError[p];
            requests.Marks[request] |= fails ? RequestMark.Broken : RequestMark.None;
            _queues[p].Note(requests.Queue[request], fails);
        }

        if (!_state.World.Map.Processes[p].HoldsSlots)
        {
            Leave(request);
        }

        Proceed(request);
    }

    /// <summary>A call of a request is over.</summary>
    public void Returned(int request, bool isFailed)
    {
        var requests = _state.Requests;
        if (isFailed)
        {
            requests.Marks[request] |= RequestMark.Failed;
        }

        if (--requests.Pending[request] > 0)
        {
            return;
        }

        if ((requests.Marks[request] & RequestMark.Lost) != 0)
        {
            // It held a slot of a copy that is gone, and has answered already.
            requests.Return(request);
            return;
        }

        Proceed(request);
    }

    /// <summary>Lays the queues of a process out anew where its copies or slots have changed.</summary>
    /// <param name="p">The process.</param>
    /// <param name="lost">Share of its requests that goes with copies that are gone.</param>
    public void Resize(int p, double lost)
    {
        var (requests, queues) = (_state.Requests, _queues[p]);
        if (!queues.IsOutdated())
        {
            return;
        }

        var kept = queues.Lay();
        for (var request = 0; request < requests.Places; request++)
        {
            if (requests.Process[request] == p && (requests.Marks[request] & RequestMark.Working) != 0)
            {
                requests.Queue[request] %= queues.Count;
                queues.Occupy(requests.Queue[request]);
                if (_state.ProcessDraws[p].NextDouble() < lost)
                {
                    Lose(request);
                }
            }
        }

        foreach (var request in kept)
        {
            if (lost > 0 && _state.ProcessDraws[p].NextDouble() < lost)
            {
                _state.Tallies[p].Add(ProcessTally.Lost);
                requests.Marks[request] = RequestMark.None;
                Answer(request, isSuccess: false);
                continue;
            }

            requests.Queue[request] = queues.Deal();
            queues.Add(requests.Queue[request], request);
        }

        for (var queue = 0; queue < queues.Count; queue++)
        {
            Fill(p, queue);
        }
    }

    private void TurnAway(int request)
    {
        var tally = _state.Tallies[_state.Requests.Process[request]];
        tally.Add(ProcessTally.Lost);
        tally.Add(ProcessTally.Shed);
        Answer(request, isSuccess: false);
    }

    private void Lose(int request)
    {
        var requests = _state.Requests;
        var p = requests.Process[request];
        _queues[p].Release(requests.Queue[request]);
        _state.Tallies[p].Add(ProcessTally.Lost);

        // Its work is still on the agenda; what is left of it says nothing any more.
        requests.Marks[request] = RequestMark.Lost;
        Tell(request, isSuccess: false);
    }

    private void Begin(int request)
    {
        var requests = _state.Requests;
        var p = requests.Process[request];
        var (queues, queue, tally) = (_queues[p], requests.Queue[request], _state.Tallies[p]);
        queues.Occupy(queue);
        requests.Marks[request] |= RequestMark.Working;
        var waited = _state.Now - requests.Arrived[request];
        tally.Add(ProcessTally.Begun);
        tally.Add(ProcessTally.Delayed, waited > 0 ? 1 : 0);
        tally.Add(ProcessTally.WaitSeconds, waited);
        var model = _state.World.Map.Processes[p];
        var mean = _columns.ServiceTime[p] * (model.Contention?.FactorAt(queues.BusyAt(queue)) ?? 1)
            * (queues.IsIll(queue) ? _overlay.GreyFactor[p] : 1);
        var time = GammaDraw.Next(ref _state.ProcessDraws[p], mean, model.ServiceVariability);
        tally.Add(ProcessTally.BusySeconds, time);
        _state.Events.Add(_state.Now + time, EventKind.Served, request);
    }

    /// <summary>Gives the slot to whoever waits first.</summary>
    private void Leave(int request)
    {
        var requests = _state.Requests;
        var (p, queue) = (requests.Process[request], requests.Queue[request]);
        requests.Marks[request] &= ~(RequestMark.Working | RequestMark.Present);
        _queues[p].Release(queue);
        Fill(p, queue);
    }

    private void Fill(int p, int queue)
    {
        var (requests, queues) = (_state.Requests, _queues[p]);
        while (queues.HasSlot(queue) && queues.Take(queue) is >= 0 and var next)
        {
            if ((requests.Marks[next] & RequestMark.Cancelled) == 0)
            {
                Begin(next);
                continue;
            }

            _state.Tallies[p].Add(ProcessTally.Lost);
            requests.Return(next);
        }

        if (queues.HasSlot(queue))
        {
            Messages.Pull(p);
        }
    }

    /// <summary>Makes the calls of the next stages until one has to be waited for, or answers.</summary>
    private void Proceed(int request)
    {
        var requests = _state.Requests;
        var p = requests.Process[request];
        var end = _graph.OutStart[p + 1];
        while (requests.Next[request] < end && (requests.Marks[request] & RequestMark.Failed) == 0)
        {
            var stage = _graph.Stage[_graph.OutCalls[requests.Next[request]]];

            // Held up while its calls are sent: one that ends at once must not end the stage.
            requests.Pending[request] = 1;
            while (requests.Next[request] < end)
            {
                var e = _graph.OutCalls[requests.Next[request]];
                if (_graph.Stage[e] != stage)
                {
                    break;
                }

                requests.Next[request]++;

                // Sending may make the columns longer, so the place to add to is found afterwards.
                var isWaited = Sender.Send(request, e);
                requests.Pending[request] += isWaited ? 1 : 0;
            }

            if (--requests.Pending[request] > 0)
            {
                return;
            }
        }

        var errors = 1 - ((1 - _state.World.Map.ErrorRatio[p]) * (1 - _overlay.ErrorAdd[p]));
        var isFailed = (requests.Marks[request] & (RequestMark.Failed | RequestMark.Broken)) != 0
            || (errors > 0 && _state.ProcessDraws[p].NextDouble() < errors);
        if ((requests.Marks[request] & RequestMark.Working) != 0)
        {
            Leave(request);
        }

        Answer(request, !isFailed);
    }

    private void Answer(int request, bool isSuccess)
    {
        Tell(request, isSuccess);
        _state.Requests.Return(request);
    }

    private void Tell(int request, bool isSuccess)
    {
        var requests = _state.Requests;
        _state.Tallies[requests.Process[request]].Answer(_state.Now - requests.Arrived[request], isSuccess);
        if (requests.Call[request] >= 0)
        {
            Sender.Answered(requests.Call[request], requests.Generation[request], isSuccess);
        }
    }
}
