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
    private readonly IndexQueue[][] _waiting;
    private readonly int[][] _busy;
    private readonly int[] _turn;

    public RequestFlow(DiscreteState state)
    {
        _state = state;
        _graph = state.World.Map.Graph;
        _columns = state.World.Processes;
        _overlay = state.World.Impairments;
        _waiting = Array.ConvertAll(state.World.Map.Processes, _ => Array.Empty<IndexQueue>());
        _busy = Array.ConvertAll(state.World.Map.Processes, _ => Array.Empty<int>());
        _turn = new int[_busy.Length];
    }

    /// <summary>Who makes the calls of the requests.</summary>
    public CallFlow Sender { get; set; } = null!;

    /// <summary>Requests present at a process, waiting or at own work.</summary>
    public int PresentAt(int process) => _busy[process].Sum() + _waiting[process].Sum(queue => queue.Count);

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
        var tally = _state.Tallies[p];
        tally.Arrived++;
        requests.Arrived[request] = _state.Now;
        if (_columns.Servers[p] == 0)
        {
            tally.Lost++;
            Answer(request, isSuccess: false);
            return;
        }

        var queue = Deal(p);
        requests.Queue[request] = queue;
        requests.Marks[request] = RequestMark.Present;
        if (_busy[p][queue] < ServersOf(p))
        {
            Begin(request);
        }
        else if (isPulled || _waiting[p][queue].Count < _state.World.Map.QueueLimit[p] / _waiting[p].Length)
        {
            _waiting[p][queue].Add(request);
        }
        else
        {
            tally.Lost++;
            requests.Marks[request] = RequestMark.None;
            Answer(request, isSuccess: false);
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
        tally.Served++;
        tally.OwnSeconds += _state.Now - requests.Arrived[request];
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

        if (--requests.Pending[request] == 0)
        {
            Proceed(request);
        }
    }

    /// <summary>Takes note of changed copies: queues are laid out anew, and a share of those present is lost.</summary>
    /// <param name="p">The process.</param>
    /// <param name="lost">Share of its requests that goes with copies that are gone.</param>
    public void Resize(int p, double lost)
    {
        var requests = _state.Requests;
        var kept = new List<int>();
        foreach (var queue in _waiting[p])
        {
            while (queue.Count > 0)
            {
                kept.Add(queue.Take());
            }
        }

        var count = Math.Max(1, _columns.Queues[p]);
        _waiting[p] = [.. Enumerable.Range(0, count).Select(_ => new IndexQueue())];
        _busy[p] = new int[count];
        for (var request = 0; request < requests.Places; request++)
        {
            if (requests.Process[request] == p && (requests.Marks[request] & RequestMark.Working) != 0)
            {
                requests.Queue[request] %= count;
                _busy[p][requests.Queue[request]]++;
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
                _state.Tallies[p].Lost++;
                requests.Marks[request] = RequestMark.None;
                Answer(request, isSuccess: false);
                continue;
            }

            requests.Queue[request] = Deal(p);
            _waiting[p][requests.Queue[request]].Add(request);
        }

        for (var queue = 0; queue < count; queue++)
        {
            Fill(p, queue);
        }
    }

    private void Lose(int request)
    {
        var requests = _state.Requests;
        var p = requests.Process[request];
        _busy[p][requests.Queue[request]]--;
        _state.Tallies[p].Lost++;

        // Its work is still on the agenda; what is left of it says nothing any more.
        requests.Marks[request] = RequestMark.Lost;
        Tell(request, isSuccess: false);
    }

    private int ServersOf(int p) => _columns.Servers[p] / _waiting[p].Length;

    private int Deal(int p)
    {
        var queues = _waiting[p].Length;
        if (queues == 1)
        {
            return 0;
        }

        return _state.World.Map.Processes[p].Balancing == Balancing.RoundRobin
            ? (_turn[p] = (_turn[p] + 1) % queues)
            : _state.ProcessDraws[p].NextInt(queues);
    }

    private void Begin(int request)
    {
        var requests = _state.Requests;
        var p = requests.Process[request];
        var working = ++_busy[p][requests.Queue[request]];
        requests.Marks[request] |= RequestMark.Working;
        var model = _state.World.Map.Processes[p];
        var mean = _columns.ServiceTime[p] * (model.Contention?.FactorAt(working) ?? 1);
        var time = GammaDraw.Next(ref _state.ProcessDraws[p], mean, model.ServiceVariability);
        _state.Tallies[p].BusySeconds += time;
        _state.Events.Add(_state.Now + time, EventKind.Served, request);
    }

    /// <summary>Gives the slot to whoever waits first.</summary>
    private void Leave(int request)
    {
        var requests = _state.Requests;
        var (p, queue) = (requests.Process[request], requests.Queue[request]);
        requests.Marks[request] &= ~(RequestMark.Working | RequestMark.Present);
        _busy[p][queue]--;
        Fill(p, queue);
    }

    private void Fill(int p, int queue)
    {
        var (requests, waiting, servers) = (_state.Requests, _waiting[p][queue], ServersOf(p));
        while (_busy[p][queue] < servers && waiting.Count > 0)
        {
            var next = waiting.Take();
            if ((requests.Marks[next] & RequestMark.Cancelled) == 0)
            {
                Begin(next);
                continue;
            }

            _state.Tallies[p].Lost++;
            requests.Return(next);
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
                requests.Pending[request] += Sender.Send(request, e) ? 1 : 0;
            }

            if (--requests.Pending[request] > 0)
            {
                return;
            }
        }

        var errors = 1 - ((1 - _state.World.Map.ErrorRatio[p]) * (1 - _overlay.ErrorAdd[p]));
        var isFailed = (requests.Marks[request] & RequestMark.Failed) != 0
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
        var tally = _state.Tallies[requests.Process[request]];
        tally.Response.Add(_state.Now - requests.Arrived[request]);
        tally.Failed += isSuccess ? 0 : 1;
        if (requests.Call[request] >= 0)
        {
            Sender.Answered(requests.Call[request], requests.Generation[request], isSuccess);
        }
    }
}
