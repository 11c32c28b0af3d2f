using AiopsTwin.Engine.Faults;

namespace AiopsTwin.Engine.World;

/// <summary>
/// Third part of a step: how long a request takes and whether it succeeds, callees before callers. Times are carried as
/// mean and variance, because percentiles do not add up along a path; stages follow one another, calls of a stage run
/// side by side, and a request that failed in one stage does not enter the next.
/// </summary>
internal sealed class LatencyStep(WorldState state, Continuation continuation) : IVisitor
{
    /// <summary>Time to learn that a connection is refused: one way there and back in a data centre.</summary>
    private const double RefusalSeconds = 0.001;

    private readonly ProcessColumns _columns = state.Processes;
    private readonly CallColumns _calls = state.Calls;
    private readonly CallGraph _graph = state.Map.Graph;
    private readonly CallImpairments _overlay = state.Impairments.Calls;
    private readonly Impairments _impairments = state.Impairments;
    private readonly WorldMap _map = state.Map;
    private readonly Activity _activity = state.Activity;

    private readonly Answers _answers = new(state);

    /// <summary>Sets response, success and calls per request of those whose work or whose callees moved.</summary>
    public void Run()
    {
        var (order, isAsked) = (_graph.Visits, _activity.IsAsked);
        if (ShardedPass.IsWorthwhile(state, isAsked))
        {
            new ShardedPass(state, isAsked, this, 0).Backwards();
            return;
        }

        for (var i = order.Last(isAsked, order.Length - 1); i >= 0; i = order.Last(isAsked, i - 1))
        {
            Visit(order[i], 0);
        }
    }

    /// <inheritdoc/>
    public void Visit(int p, double seconds)
    {
        _activity.IsAsked[p] = _activity.NeverSleeps;
        continuation.BringTo(p);
        Respond(p);
        _answers.Work(p);
        _activity.TellAnswer(
            p, new Moments(_columns.ResponseMean[p], _columns.ResponseVariance[p]), _columns.Success[p]);
    }

    private void Respond(int p)
    {
        var columns = _columns;
        if (state.Zoom is { } zoom && zoom.Has(p))
        {
            return;
        }

        if (columns.Servers[p] == 0)
        {
            columns.Success[p] = 0;
            columns.ResponseMean[p] = RefusalSeconds;
            columns.ResponseVariance[p] = 0;
            return;
        }

        var own = OwnTime(p);
        var calls = CallStages(p);
        var errors = 1 - ((1 - _map.ErrorRatio[p]) * (1 - _impairments.ErrorAdd[p])
            * (1 - (columns.GreyShare[p] * _impairments.GreyError[p])));

        // Whoever is turned away is answered at once.
        var served = 1 - columns.ShedShare[p];
        var response = Sometimes(
            served, new Moments(own.Mean + calls.Time.Mean, own.Variance + calls.Time.Variance));
        columns.Success[p] = served * (1 - errors) * calls.Success;
        columns.ResponseMean[p] = response.Mean;
        columns.ResponseVariance[p] = response.Variance;
    }

    private Moments OwnTime(int p)
    {
        var columns = _columns;
        var (service, share) = (columns.ServiceTime[p], columns.GreyShare[p]);
        columns.Wait[p] = columns.DelayProbability[p] = columns.TailRate[p] = 0;
        if (columns.GreyCopies[p] == 0)
        {
            return QueueTime(p, new QueueNow(
                columns.Table[p], columns.Queues[p], columns.Capacity[p], columns.Content[p], columns.Busy[p],
                columns.Rho[p], columns.Inflow[p], service));
        }

        var (queues, table) = (GreyCopies.QueuesOf(state, p), columns.GreyTable[p]!);
        var ill = QueueTime(p, new QueueNow(
            table, queues, GreyCopies.CapacityOf(state, p), columns.GreyContent[p],
            queues * table.BusyAt(columns.GreyRho[p]), columns.GreyRho[p], columns.Inflow[p] * share,
            service * _impairments.GreyFactor[p]));
        if (share >= 1)
        {
            return ill;
        }

        var wait = columns.Wait[p];
        var sound = QueueTime(p, new QueueNow(
            columns.Table[p], columns.Queues[p], columns.Capacity[p], columns.Content[p], columns.Busy[p],
            columns.Rho[p], columns.Inflow[p] * (1 - share), service));
        columns.Wait[p] += share * (wait - columns.Wait[p]);
        columns.DelayProbability[p] *= 1 - share;
        var gap = ill.Mean - sound.Mean;
        return new Moments(
            sound.Mean + (share * gap),
            sound.Variance + (share * (ill.Variance - sound.Variance)) + (share * (1 - share) * gap * gap));
    }

    /// <summary>Wait and service of the requests of one class of copies.</summary>
    private Moments QueueTime(int p, in QueueNow now)
    {
        var columns = _columns;
        var (service, rho, capacity) = (now.Service, now.Rho, now.Capacity);
        var waiting = Math.Max(0, now.Content - now.Busy);
        if (_map.IsContended[p] && rho > 1e-9)
        {
            // Those at work slow each other down; Little's law says how long they take.
            service = now.Busy / (rho * capacity);
        }

        var variance = _map.ServiceVariability[p] * service * service;
        if (rho < 1e-9 || waiting < 1e-12)
        {
            return new Moments(service, variance);
        }

        // Little: those waiting leave at rho times the capacity. At content L the delay probability is the stationary
        // one.
        var variability = now.Table.Variability;
        var wait = waiting / (rho * capacity);
        var delayed = Math.Clamp(waiting * (1 - rho) / (rho * variability * now.Queues), 1e-9, 1);
        var spare = (capacity - now.Inflow) / now.Queues;
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

        variance += Math.Max(0, backlog) * now.Queues / capacity;
        return new Moments(wait + service, variance);
    }

    private (Moments Time, double Success) CallStages(int p)
    {
        var graph = _graph;
        var total = default(Moments);
        var reached = 1 - _impairments.Thrown[p];
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

            var part = Sometimes(reached, longest);
            total = new Moments(total.Mean + part.Mean, total.Variance + part.Variance);
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
            Ask(e, perRequest * reached);
            return 1;
        }

        perRequest *= state.AskingShare(e);
        Ask(e, perRequest * reached);
        var (answered, timedOut, took) = (_calls.AnsweredShare(e), _calls.TimeoutShare[e], _calls.AttemptMean[e]);
        var attempt = state.Zoom is { } zoom && zoom.Touches(e)
            ? Passed(e, zoom.AttemptOf(e))
            : Attempt(e, _graph.To[e]);
        _activity.MovedShare(_graph.From[e], _calls.AnsweredShare(e) - answered);
        _activity.MovedShare(_graph.From[e], _calls.TimeoutShare[e] - timedOut);
        if (_calls.PoolTable[e] is not null || _overlay.Retries[e] > 0)
        {
            // As long as attempts take, connections are held and further attempts wait.
            _activity.MovedTime(_graph.From[e], took, _calls.AttemptMean[e]);
        }

        if (perRequest == 0)
        {
            return 1;
        }

        var failure = Math.Min(1, 1 - ((1 - _calls.Open[e]) * _calls.AnsweredShare(e)));
        var once = AllAttempts(e, attempt, ref failure);
        var part = perRequest - Math.Floor(perRequest);
        var calls = new Moments(
            perRequest * once.Mean, (perRequest * once.Variance) + (part * (1 - part) * once.Mean * once.Mean));
        longest = longest.Mean == 0
            ? calls
            : Moments.Of(LargerOfTwo.Of(longest.Mean, longest.Variance, calls.Mean, calls.Variance));
        var fallback = _graph.Fallback[e];
        return fallback >= 1 ? 1 : Survive(failure * (1 - fallback), perRequest);
    }

    /// <summary>Sets how many calls a request makes; the caller sends so many from the next step on.</summary>
    private void Ask(int e, double perServed)
    {
        var before = _calls.PerServed[e];
        _calls.PerServed[e] = perServed;
        if (perServed != before)
        {
            _activity.MovedShare(_graph.From[e], (perServed - before) / Math.Max(perServed, before));
        }
    }

    /// <summary>A time that is spent in a share of all cases, and none in the rest.</summary>
    private static Moments Sometimes(double share, Moments time) =>
        new(share * time.Mean, (share * time.Variance) + (share * (1 - share) * time.Mean * time.Mean));

    /// <summary>One time in a share of all cases, another in the rest.</summary>
    private static Moments Either(double share, Moments one, Moments other)
    {
        var gap = one.Mean - other.Mean;
        return new Moments(
            (share * one.Mean) + ((1 - share) * other.Mean),
            (share * one.Variance) + ((1 - share) * other.Variance) + (share * (1 - share) * gap * gap));
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
        var connect = Math.Min(timeout, _graph.ConnectTimeout[e]);
        Moments time;
        if (columns.Absence[callee] != Absence.None)
        {
            var hangs = columns.Absence[callee] == Absence.Hangs;
            calls.TimeoutShare[e] = hangs ? 1 : blocked;
            calls.ErrorShare[e] = hangs ? 0 : 1 - blocked;
            calls.GiveUpMean[e] = connect;
            time = new Moments(hangs ? connect : RefusalSeconds, 0);
        }
        else
        {
            var answer = _answers.Of(callee, timeout, PacketLoss.Way(_graph, _overlay, e));
            time = answer.Time;
            var late = (1 - blocked) * answer.Tail;
            if (overlay.Unanswered[e] is > 0 and var unanswered)
            {
                late = (1 - blocked) * (1 - ((1 - answer.Tail) * (1 - unanswered)));
                time = Either(unanswered, new Moments(timeout, 0), time);
            }

            calls.TimeoutShare[e] = Math.Min(1, blocked + late);
            calls.GiveUpMean[e] = blocked > 0 ? ((blocked * connect) + (late * timeout)) / (blocked + late) : timeout;
            calls.ErrorShare[e] = Math.Max(0, 1 - calls.TimeoutShare[e])
                * (1 - (columns.Success[callee] * (1 - overlay.ErrorAdd[e])));
        }

        if (blocked > 0)
        {
            // Those that vanish are waited for until the connection is given up.
            time = Either(blocked, new Moments(connect, 0), time);
        }

        if (overlay.Refused[e] is > 0 and var refused)
        {
            calls.TimeoutShare[e] *= 1 - refused;
            calls.ErrorShare[e] = refused + ((1 - refused) * calls.ErrorShare[e]);
            time = Either(refused, new Moments(RefusalSeconds, 0), time);
        }

        calls.AttemptMean[e] = time.Mean;
        var whole = calls.Pool[e] == 0
            ? time
            : new Moments(time.Mean + calls.PoolWait[e], time.Variance + calls.PoolVariance[e]);
        return Passed(e, whole);
    }

    /// <summary>An open breaker costs no time.</summary>
    private Moments Passed(int e, Moments time) => _calls.Open[e] == 0 ? time : Sometimes(1 - _calls.Open[e], time);

    /// <summary>All attempts of one call; <paramref name="failure"/> becomes the chance that the last one fails
    /// too.</summary>
    private Moments AllAttempts(int e, Moments attempt, ref double failure)
    {
        var retries = _overlay.Retries[e];
        if (retries == 0 || failure < 1e-9)
        {
            return attempt;
        }

        var again = attempt.Mean + _graph.MeanBackoff[e];
        var (grant, stopped) = (_calls.RetryGrant[e], 0.0);
        var (count, square, chance) = (1.0, 1.0, 1.0);
        for (var k = 1; k <= retries; k++)
        {
            stopped += chance * failure * (1 - grant);
            chance *= failure * grant;
            count += chance;
            square += chance * ((2 * k) + 1);
        }

        failure = Math.Min(1, stopped + (failure * chance));
        return new Moments(
            attempt.Mean + ((count - 1) * again),
            (count * attempt.Variance) + (Math.Max(0, square - (count * count)) * again * again));
    }

    /// <summary>The queues of one class of copies as they are.</summary>
    private readonly record struct QueueNow(
        QueueTable Table,
        double Queues,
        double Capacity,
        double Content,
        double Busy,
        double Rho,
        double Inflow,
        double Service);
}
