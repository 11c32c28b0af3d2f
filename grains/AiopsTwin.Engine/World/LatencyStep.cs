using AiopsTwin.Engine.Faults;

namespace AiopsTwin.Engine.World;

/// <summary>
/// Third part of a step: how long a request takes and whether it succeeds, callees before callers. Times are carried as
/// mean and variance, because percentiles do not add up along a path; stages follow one another, calls of a stage run
/// side by side, and a request that failed in one stage does not enter the next.
/// </summary>
internal sealed class LatencyStep(WorldState state)
{
    /// <summary>Time to learn that a connection is refused: one way there and back in a data centre.</summary>
    private const double RefusalSeconds = 0.001;

    private readonly ProcessColumns _columns = state.Processes;
    private readonly CallColumns _calls = state.Calls;
    private readonly CallGraph _graph = state.Map.Graph;
    private readonly CallImpairments _overlay = state.Impairments.Calls;
    private readonly Impairments _impairments = state.Impairments;
    private readonly WorldMap _map = state.Map;

    /// <summary>By callee: the answer worked out last. Most callers of one callee wait equally long, and the gamma law
    /// is the dearest part of a step.</summary>
    private readonly Answer[] _answers = new Answer[state.Map.Processes.Length];

    /// <summary>Sets response, success and calls per request of every process.</summary>
    public void Run()
    {
        var order = _graph.Order;
        for (var i = order.Length - 1; i >= 0; i--)
        {
            Respond(order[i]);
        }
    }

    private void Respond(int p)
    {
        var columns = _columns;
        _answers[p].IsKnown = false;
        if (columns.Servers[p] == 0)
        {
            columns.Success[p] = 0;
            columns.ResponseMean[p] = RefusalSeconds;
            columns.ResponseVariance[p] = 0;
            return;
        }

        var own = OwnTime(p);
        var calls = CallStages(p);
        var errors = 1 - ((1 - _map.ErrorRatio[p]) * (1 - _impairments.ErrorAdd[p]));

        // Whoever is turned away is answered at once.
        var served = 1 - columns.ShedShare[p];
        var mean = own.Mean + calls.Time.Mean;
        columns.Success[p] = served * (1 - errors) * calls.Success;
        columns.ResponseMean[p] = served * mean;
        columns.ResponseVariance[p] =
            (served * (own.Variance + calls.Time.Variance)) + (served * (1 - served) * mean * mean);
    }

    private Moments OwnTime(int p)
    {
        var columns = _columns;
        var (rho, service, capacity) = (columns.Rho[p], columns.ServiceTime[p], columns.Capacity[p]);
        var variability = columns.Table[p].Variability;
        var waiting = Math.Max(0, columns.Content[p] - (columns.Servers[p] * rho));
        var variance = _map.ServiceVariability[p] * service * service;
        if (rho < 1e-9 || waiting < 1e-12)
        {
            columns.Wait[p] = columns.DelayProbability[p] = columns.TailRate[p] = 0;
            return new Moments(service, variance);
        }

        // Little: those waiting leave at rho times the capacity. At content L the delay probability is the stationary
        // one.
        var wait = waiting / (rho * capacity);
        var delayed = Math.Clamp(waiting * (1 - rho) / (rho * variability), 1e-9, 1);
        var spare = capacity - columns.Inflow[p];
        var whenDelayed = wait / delayed;
        columns.Wait[p] = wait;
        columns.DelayProbability[p] = delayed;
        columns.TailRate[p] = 0;
        var backlog = wait;
        if (spare > 0)
        {
            // The stationary part of the wait is exponential; what exceeds it is a backlog, and a backlog is served in
            // turn.
            columns.TailRate[p] = spare / variability;
            whenDelayed = Math.Min(whenDelayed, variability / spare);
            backlog = wait - (delayed * whenDelayed);
            variance += delayed * (2 - delayed) * whenDelayed * whenDelayed;
        }

        variance += Math.Max(0, backlog) / capacity;
        return new Moments(wait + service, variance);
    }

    private (Moments Time, double Success) CallStages(int p)
    {
        var graph = _graph;
        var total = default(Moments);
        var reached = 1.0;
        var at = graph.OutStart[p];
        while (at < graph.OutStart[p + 1])
        {
            var stage = graph.Stage[graph.OutCalls[at]];
            var longest = default(Moments);
            var success = 1.0;
            for (; at < graph.OutStart[p + 1] && graph.Stage[graph.OutCalls[at]] == stage; at++)
            {
                success *= Call(graph.OutCalls[at], reached, ref longest);
            }

            total = new Moments(
                total.Mean + (reached * longest.Mean),
                total.Variance + (reached * longest.Variance)
                + (reached * (1 - reached) * longest.Mean * longest.Mean));
            reached *= success;
        }

        return (total, reached);
    }

    /// <summary>Adds one call to its stage; the share of requests that survive it.</summary>
    private double Call(int e, double reached, ref Moments longest)
    {
        var perRequest = _graph.PerRequest[e] * _overlay.Weight[e];
        if (_graph.Mode[e] != CallMode.Sync)
        {
            _calls.PerServed[e] = perRequest * reached;
            return 1;
        }

        perRequest *= 1 - _impairments.HitRatio[_graph.From[e]];
        _calls.PerServed[e] = perRequest * reached;
        var attempt = Attempt(e, _graph.To[e]);
        if (perRequest == 0)
        {
            return 1;
        }

        var failure = _calls.PoolFailure[e]
            + ((1 - _calls.PoolFailure[e]) * (_calls.TimeoutShare[e] + _calls.ErrorShare[e]));
        var once = AllAttempts(e, attempt, ref failure);
        var part = perRequest - Math.Floor(perRequest);
        var calls = new Moments(
            perRequest * once.Mean, (perRequest * once.Variance) + (part * (1 - part) * once.Mean * once.Mean));
        longest = longest.Mean == 0
            ? calls
            : Moments.Of(LargerOfTwo.Of(longest.Mean, longest.Variance, calls.Mean, calls.Variance));
        return _graph.IsRequired[e] ? Survive(failure, perRequest) : 1;
    }

    private static double Survive(double failure, double perRequest)
    {
        var whole = (int)Math.Min(perRequest, 1_000_000);
        var all = whole switch
        {
            0 => 1,
            1 => 1 - failure,
            _ => Math.Pow(1 - failure, whole),
        };
        return all * (1 - ((perRequest - whole) * failure));
    }

    /// <summary>One attempt, from asking for a connection to the answer or the timeout.</summary>
    private Moments Attempt(int e, int callee)
    {
        var (columns, calls, overlay) = (_columns, _calls, _overlay);
        var (timeout, blocked) = (overlay.Timeout[e], overlay.Blocked[e]);
        Moments time;
        if (columns.Absence[callee] != Absence.None)
        {
            var hangs = columns.Absence[callee] == Absence.Hangs;
            calls.TimeoutShare[e] = hangs ? 1 : blocked;
            calls.ErrorShare[e] = hangs ? 0 : 1 - blocked;
            time = new Moments(hangs ? timeout : RefusalSeconds, 0);
        }
        else
        {
            ref var answer = ref _answers[callee];
            if (!answer.IsKnown || answer.Timeout != timeout || answer.Delay != overlay.DelaySeconds[e])
            {
                Work(ref answer, callee, timeout, overlay.DelaySeconds[e]);
            }

            time = answer.Time;
            calls.TimeoutShare[e] = blocked + ((1 - blocked) * answer.Tail);
            calls.ErrorShare[e] = (1 - calls.TimeoutShare[e])
                * (1 - (columns.Success[callee] * (1 - overlay.ErrorAdd[e])));
        }

        if (blocked > 0)
        {
            // Those that vanish take the whole timeout.
            var mean = (blocked * timeout) + ((1 - blocked) * time.Mean);
            var gap = timeout - time.Mean;
            time = new Moments(mean, ((1 - blocked) * time.Variance) + (blocked * (1 - blocked) * gap * gap));
        }

        calls.AttemptMean[e] = time.Mean;
        return calls.Pool[e] == 0
            ? time
            : new Moments(time.Mean + calls.PoolWait[e], time.Variance + calls.PoolVariance[e]);
    }

    private void Work(ref Answer answer, int callee, double timeout, double delay)
    {
        var mean = _columns.ResponseMean[callee] + delay;
        answer.IsKnown = true;
        answer.Timeout = timeout;
        answer.Delay = delay;
        answer.Tail = Tail(callee, mean, timeout);
        answer.Time = Moments.Of(GammaLaw.CutOff(mean, _columns.ResponseVariance[callee], timeout, answer.Tail));
    }

    private double Tail(int callee, double mean, double timeout)
    {
        var columns = _columns;
        if (columns.Wait[callee] >= timeout)
        {
            return 1;
        }

        // The gamma fit knows two moments only; the wait's own tail is known exactly, so it is a lower bound.
        var tail = GammaLaw.Tail(mean, columns.ResponseVariance[callee], timeout);
        var waitTail = columns.TailRate[callee] * timeout;
        return columns.DelayProbability[callee] > 0 && waitTail > 0 && waitTail < 23
            ? Math.Max(tail, columns.DelayProbability[callee] * Math.Exp(-waitTail))
            : tail;
    }

    /// <summary>All attempts of one call; <paramref name="failure"/> becomes the chance that the last one fails
    /// too.</summary>
    private Moments AllAttempts(int e, Moments attempt, ref double failure)
    {
        var retries = _overlay.Retries[e];
        if (retries == 0 || failure < 1e-9)
        {
            return attempt;
        }

        var again = attempt.Mean + _graph.Backoff[e];
        var (count, square, chance) = (1.0, 1.0, 1.0);
        for (var k = 1; k <= retries; k++)
        {
            chance *= failure;
            count += chance;
            square += chance * ((2 * k) + 1);
        }

        failure *= chance;
        return new Moments(
            attempt.Mean + ((count - 1) * again),
            (count * attempt.Variance) + (Math.Max(0, square - (count * count)) * again * again));
    }

    /// <summary>A callee's answer as a caller of some patience meets it.</summary>
    private struct Answer
    {
        public bool IsKnown;
        public double Timeout;
        public double Delay;
        public double Tail;
        public Moments Time;
    }

    /// <summary>Mean and variance of a time, in seconds and seconds squared.</summary>
    private readonly record struct Moments(double Mean, double Variance)
    {
        public static Moments Of((double Mean, double Variance) pair) => new(pair.Mean, pair.Variance);
    }
}
