namespace AiopsTwin.Engine.World;

/// <summary>
/// Back-pressure: a request that keeps its slot while it waits for its calls slows its process down when a callee is
/// slow. How fast so many slots work follows from a closed network of the process' own work and its callees
/// (<see cref="ClosedNetwork"/>); the callees' requests from such callers are those of that network, so a callee never
/// holds more of them than there are slots. The table is built anew when what goes into it has moved.
/// </summary>
internal sealed class HeldSlots
{
    /// <summary>More slots than these are taken together in groups: the network is solved in the square of
    /// them.</summary>
    private const int MostCustomers = 128;

    private const int Bins = 96;

    /// <summary>By so much anything must have moved before a table is built anew.</summary>
    private const double Slack = 0.002;

    private readonly WorldState _state;
    private readonly Holder?[] _holders;

    public HeldSlots(WorldState state)
    {
        _state = state;
        _holders = new Holder?[state.Map.Processes.Length];
        for (var p = 0; p < _holders.Length; p++)
        {
            _holders[p] = state.Map.Processes[p].HoldsSlots ? new Holder() : null;
        }
    }

    /// <summary>Brings the table of a process up to date, and its capacity with it.</summary>
    public void Prepare(int p)
    {
        if (_holders[p] is not { } holder || _state.Processes.Servers[p] == 0)
        {
            return;
        }

        holder.Calls.Clear();
        holder.Next.Clear();
        var graph = _state.Map.Graph;
        var delay = _state.Processes.ServiceTime[p];
        for (var i = graph.OutStart[p]; i < graph.OutStart[p + 1]; i++)
        {
            var e = graph.OutCalls[i];
            var visits = _state.Calls.PerServed[e] * AttemptsOf(e);
            if (graph.Mode[e] != CallMode.Sync || visits <= 0)
            {
                continue;
            }

            var callee = graph.To[e];
            var columns = _state.Processes;
            if (columns.Servers[callee] == 0)
            {
                delay += visits * _state.Calls.AttemptMean[e];
                continue;
            }

            // What a callee waits for without a slot is no station of ours.
            var beyond = _holders[callee] is null
                ? Math.Max(0, columns.ResponseMean[callee] - columns.Wait[callee] - columns.ServiceTime[callee])
                : 0;
            delay += visits * Math.Min(
                _state.Impairments.Calls.Timeout[e],
                beyond + _state.Impairments.Calls.DelaySeconds[e] + _state.Calls.PoolWait[e]);
            holder.Calls.Add(e);
            holder.Next.Add(visits);
            holder.Next.Add(columns.Capacity[callee]);
            holder.Next.Add(Math.Max(0, columns.Content[callee] - _state.Calls.AtCallee[e]));
        }

        holder.Next.Add(delay);
        holder.Next.Add(_state.Processes.Servers[p]);
        if (holder.HasMoved())
        {
            Build(p, holder, delay);
        }

        _state.Processes.Table[p] = holder.Table!;
        _state.Processes.Capacity[p] = holder.Capacity;
    }

    /// <summary>Sets where the held slots of a process wait, by its use.</summary>
    public void Spread(int p)
    {
        if (_holders[p] is not { Network: { } network } holder)
        {
            return;
        }

        var rates = network.Rates;
        var inflow = _state.Processes.Rho[p] * rates[^1];
        var (term, sum) = (1.0, 1.0);
        holder.Present.AsSpan(0, holder.Calls.Count).Clear();
        for (var k = 1; k <= rates.Length; k++)
        {
            // The last one stands for all states with every slot held.
            term *= inflow / rates[k - 1];
            var share = k < rates.Length ? term : term / Math.Max(1e-9, 1 - _state.Processes.Rho[p]);
            sum += share;
            for (var s = 0; s < holder.Calls.Count; s++)
            {
                holder.Present[s] += share * network.At(s)[k - 1];
            }
        }

        for (var s = 0; s < holder.Calls.Count; s++)
        {
            _state.Calls.AtCallee[holder.Calls[s]] = holder.Group * holder.Present[s] / sum;
        }
    }

    private double AttemptsOf(int e)
    {
        var calls = _state.Calls;
        var failure = 1 - ((1 - calls.Open[e]) * calls.AnsweredShare(e));
        var (count, chance) = (1.0, 1.0);
        for (var k = 0; k < _state.Impairments.Calls.Retries[e]; k++)
        {
            chance *= failure * calls.RetryGrant[e];
            count += chance;
        }

        return count * (1 - calls.Open[e]);
    }

    private void Build(int p, Holder holder, double delay)
    {
        var servers = _state.Processes.Servers[p];
        holder.Group = (servers + MostCustomers - 1) / MostCustomers;
        var customers = servers / holder.Group;
        var stations = new double[holder.Calls.Count][];
        for (var s = 0; s < stations.Length; s++)
        {
            stations[s] = Station(holder, s, customers);
        }

        holder.Network = new ClosedNetwork(customers, delay, stations);
        holder.Present = new double[stations.Length];
        holder.Table = new RateTable(
            Grouped(holder.Network.Rates, servers), _state.Processes.Table[p].Variability, Bins);
        holder.Capacity = holder.Group * holder.Network.Rates[^1];
    }

    /// <summary>Rounds per second of our customers at a callee with others present as well: each gets the speed of one
    /// among all. Others come and go, so beside many of them the mean relation of the callee's queue holds, and alone
    /// the exact one.</summary>
    private double[] Station(Holder holder, int s, int customers)
    {
        var e = holder.Calls[s];
        var callee = _state.Map.Graph.To[e];
        var (visits, others) = (holder.Next[3 * s], holder.Next[(3 * s) + 2]);
        var (table, queues) = (_state.Processes.Table[callee], (double)_state.Processes.Queues[callee]);
        var capacity = _state.Processes.Capacity[callee];
        var timeout = _state.Impairments.Calls.Timeout[e];
        var rates = new double[customers];
        for (var n = 1; n <= customers; n++)
        {
            var ours = (double)n * holder.Group;
            var all = ours + others;
            var alone = ours / all;
            var exact = table.RateAt(all / queues);
            var mean = table.Utilization(all / queues, out _);
            var speed = capacity * ((alone * exact) + ((1 - alone) * mean)) * alone;

            // Nobody waits longer than the timeout.
            rates[n - 1] = Math.Max(speed, ours / timeout) / (visits * holder.Group);
        }

        return rates;
    }

    /// <summary>Rates of all slots from those of groups.</summary>
    private static double[] Grouped(double[] rates, int servers)
    {
        if (rates.Length == servers)
        {
            return rates;
        }

        var (all, group) = (new double[servers], (double)servers / rates.Length);
        for (var n = 1; n <= servers; n++)
        {
            var at = n / group;
            var below = Math.Clamp((int)at, 0, rates.Length - 1);
            var low = below == 0 ? 0 : rates[below - 1];
            all[n - 1] = group * (low + ((at - below) * (rates[below] - low)));
        }

        all[^1] = group * rates[^1];
        return all;
    }

    private sealed class Holder
    {
        public List<int> Calls { get; } = [];

        /// <summary>What goes into the table: visits, capacity and others for every call, then delay and
        /// slots.</summary>
        public List<double> Next { get; } = [];

        private List<double> Last { get; } = [];

        public ClosedNetwork? Network { get; set; }

        public RateTable? Table { get; set; }

        public double[] Present { get; set; } = [];

        public double Capacity { get; set; }

        public int Group { get; set; } = 1;

        public bool HasMoved()
        {
            var hasMoved = Network is null || Last.Count != Next.Count;
            for (var i = 0; !hasMoved && i < Next.Count; i++)
            {
                hasMoved = Math.Abs(Next[i] - Last[i]) > Slack * Math.Max(Math.Abs(Last[i]), Slack);
            }

            if (hasMoved)
            {
                Last.Clear();
                Last.AddRange(Next);
            }

            return hasMoved;
        }
    }
}
