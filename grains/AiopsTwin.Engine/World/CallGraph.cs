using AiopsTwin.Engine.Numerics.States;

namespace AiopsTwin.Engine.World;

/// <summary>
/// The calls of a world as columns, one number per call. Calls are numbered by caller and stage, in the order in which
/// a step visits them, so that a step reads its columns from front to back. Call numbers never change: a call added
/// later (a reroute) gets the next number, so the state kept beside the graph only ever grows.
/// </summary>
[UnchangingParts]
internal sealed class CallGraph
{
    private readonly int _processes;
    private readonly int[] _processRank;

    /// <summary>Numbers calls.</summary>
    /// <param name="processRank">Place of every process in the order of entities; it decides inside a cycle.</param>
    /// <param name="calls">The calls, each with its rank.</param>
    public CallGraph(int[] processRank, IEnumerable<Call> calls)
    {
        _processes = processRank.Length;
        _processRank = processRank;
        Calls = [.. calls.OrderBy(call => call.From).ThenBy(call => call.Stage).ThenBy(call => call.Rank)];
        OutStart = [];
        OutCalls = [];
        InStart = [];
        InCalls = [];
        Order = [];
        Index();
    }

    /// <summary>The calls by number.</summary>
    public Call[] Calls { get; private set; }

    /// <summary>Calls made by process p: <see cref="OutCalls"/>[OutStart[p] .. OutStart[p + 1]), by stage, then
    /// number.</summary>
    public int[] OutStart { get; private set; }

    /// <summary>See <see cref="OutStart"/>.</summary>
    public int[] OutCalls { get; private set; }

    /// <summary>Calls made to process p, by rank: InCalls[InStart[p] .. InStart[p + 1]). The order of sums, so it must
    /// not depend on how processes are numbered.</summary>
    public int[] InStart { get; private set; }

    /// <summary>See <see cref="InStart"/>.</summary>
    public int[] InCalls { get; private set; }

    /// <summary>All processes, callers before callees; inside a cycle by entity.</summary>
    public int[] Order { get; private set; }

    /// <summary><see cref="Order"/>, for steps that leave out who sleeps.</summary>
    public VisitOrder Visits { get; private set; } = new([]);

    // The columns a step reads; the records above are for building.

    public int[] From { get; private set; } = [];

    public int[] To { get; private set; } = [];

    public int[] Stage { get; private set; } = [];

    public double[] PerRequest { get; private set; } = [];

    /// <summary>Backoff in the mean: of the first further attempt, its jitter counted half.</summary>
    public double[] MeanBackoff { get; private set; } = [];

    /// <summary>How long a connection that nobody answers is waited for; infinite for as long as the timeout.</summary>
    public double[] ConnectTimeout { get; private set; } = [];

    /// <summary>How long a connection of the pool is waited for; 0 for as long as the timeout.</summary>
    public double[] AcquireTimeout { get; private set; } = [];

    /// <summary>Share of a call's failures that the caller's requests survive.</summary>
    public double[] Fallback { get; private set; } = [];

    public CallMode[] Mode { get; private set; } = [];

    /// <summary>Whether some caller of a process holds a slot while it waits for the answer.</summary>
    public bool[] IsHeldFor { get; private set; } = [];

    /// <summary>Further attempts allowed for each first one; infinite without a budget.</summary>
    public double[] RetryBudget { get; private set; } = [];

    /// <summary>Whether any caller of a process takes its work back when it gives up.</summary>
    public bool[] IsCancelled { get; private set; } = [];

    public int Count => Calls.Length;

    /// <summary>The call from one process to another; -1 when there is none.</summary>
    public int Find(int from, int to)
    {
        for (var i = OutStart[from]; i < OutStart[from + 1]; i++)
        {
            if (Calls[OutCalls[i]].To == to)
            {
                return OutCalls[i];
            }
        }

        return -1;
    }

    /// <summary>Adds a call that leads elsewhere but is otherwise the same; it carries nothing until given a
    /// weight.</summary>
    public int AppendDetour(int original, int to)
    {
        Calls = [.. Calls, Calls[original] with { To = to, IsDetour = true, Rank = Calls.Length }];
        Index();
        return Calls.Length - 1;
    }

    private void Index()
    {
        From = Array.ConvertAll(Calls, call => call.From);
        To = Array.ConvertAll(Calls, call => call.To);
        Stage = Array.ConvertAll(Calls, call => call.Stage);
        PerRequest = Array.ConvertAll(Calls, call => call.PerRequest);
        MeanBackoff = Array.ConvertAll(Calls, call => call.BackoffAt(0) * (1 - (call.Policy.Jitter / 2)));
        Mode = Array.ConvertAll(Calls, call => call.Mode);
        ConnectTimeout = Array.ConvertAll(
            Calls, call => call.Policy.ConnectTimeout?.TotalSeconds ?? double.PositiveInfinity);
        AcquireTimeout = Array.ConvertAll(Calls, call => call.Policy.AcquireTimeout?.TotalSeconds ?? 0);
        Fallback = Array.ConvertAll(Calls, call => call.Policy.Fallback ?? (call.IsRequired ? 0 : 1));
        RetryBudget = Array.ConvertAll(Calls, call => call.Policy.RetryBudget ?? double.PositiveInfinity);
        IsCancelled = new bool[_processes];
        IsHeldFor = new bool[_processes];
        foreach (var call in Calls)
        {
            IsCancelled[call.To] |= call.Policy.CancelsOnTimeout && call.Mode == CallMode.Sync;
            IsHeldFor[call.To] |= call.IsHeld;
        }

        (OutStart, OutCalls) = Rows(call => call.From, (a, b) =>
        {
            var byStage = Calls[a].Stage.CompareTo(Calls[b].Stage);
            return byStage != 0 ? byStage : a.CompareTo(b);
        });
        (InStart, InCalls) = Rows(call => call.To, (a, b) => Calls[a].Rank.CompareTo(Calls[b].Rank));
        var callees = Array.ConvertAll(OutCalls, number => Calls[number].To);
        Order = CallOrder.NearlyAsNumbered(_processes, OutStart, callees, _processRank);
        Visits = new VisitOrder(Order);
    }

    private (int[] Start, int[] Numbers) Rows(Func<Call, int> rowOf, Comparison<int> order)
    {
        var start = new int[_processes + 1];
        foreach (var call in Calls)
        {
            start[rowOf(call) + 1]++;
        }

        for (var p = 0; p < _processes; p++)
        {
            start[p + 1] += start[p];
        }

        var next = start[.._processes];
        var numbers = new int[Calls.Length];
        for (var e = 0; e < Calls.Length; e++)
        {
            numbers[next[rowOf(Calls[e])]++] = e;
        }

        for (var p = 0; p < _processes; p++)
        {
            numbers.AsSpan(start[p]..start[p + 1]).Sort(order);
        }

        return (start, numbers);
    }
}

/// <summary>One call of the graph; times in seconds.</summary>
/// <param name="From">Number of the process that calls.</param>
/// <param name="To">Number of the process called.</param>
/// <param name="PerRequest">Mean calls per request of the caller.</param>
/// <param name="Stage">Stage of the caller's work.</param>
/// <param name="Timeout">How long one attempt is waited for.</param>
/// <param name="Retries">Further attempts.</param>
/// <param name="Backoff">Wait before a further attempt.</param>
/// <param name="Pool">Connections; 0 = unlimited.</param>
/// <param name="Mode">How the call travels.</param>
/// <param name="IsRequired">Whether the caller's request fails without it.</param>
/// <param name="Rank">Place among all calls by (caller, callee), in the order of entities.</param>
/// <param name="Policy">What the caller does about trouble, as the model says it.</param>
/// <param name="IsDetour">True for a call added by a reroute.</param>
internal sealed record Call(
    int From,
    int To,
    double PerRequest,
    int Stage,
    double Timeout,
    int Retries,
    double Backoff,
    int Pool,
    CallMode Mode,
    bool IsRequired,
    int Rank,
    CallModel Policy,
    bool IsDetour = false)
{
    /// <summary>True when the caller holds a slot while it waits for the answer.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Longest wait before the further attempt of a level (0 for the first one), in seconds.</summary>
    public double BackoffAt(int level)
    {
        var grown = Backoff * Math.Pow(Policy.BackoffFactor, level);
        return Policy.LongestBackoff is { } longest ? Math.Min(longest.TotalSeconds, grown) : grown;
    }
}

/// <summary>How a call travels.</summary>
internal enum CallMode : byte
{
    /// <summary>The caller waits for the answer.</summary>
    Sync,

    /// <summary>The caller sends and forgets.</summary>
    Push,

    /// <summary>A queue keeps the message until the consumer has room for it.</summary>
    Pull,
}
