using AiopsTwin.Engine.Faults;

namespace AiopsTwin.Engine.World;

/// <summary>
/// Answers of callees as callers of some patience meet them. Most callers of one callee wait equally long, and the
/// gamma law is the dearest part of a step, so the answer its first caller meets is worked out once for all of them.
/// </summary>
internal sealed class Answers(WorldState state)
{
    private readonly Answer[] _first = new Answer[state.Map.Processes.Length];
    private readonly ProcessColumns _columns = state.Processes;
    private readonly CallGraph _graph = state.Map.Graph;
    private readonly CallImpairments _overlay = state.Impairments.Calls;

    /// <summary>Takes note of a callee that takes other times than before.</summary>
    public void Work(int callee)
    {
        _first[callee].IsKnown = false;
        if (_columns.Servers[callee] == 0 || state.Zoom?.Has(callee) == true)
        {
            return;
        }

        for (var i = _graph.InStart[callee]; i < _graph.InStart[callee + 1]; i++)
        {
            var e = _graph.InCalls[i];
            if (_graph.Mode[e] == CallMode.Sync)
            {
                _first[callee] = Met(callee, _overlay.Timeout[e], PacketLoss.Way(_graph, _overlay, e));
                return;
            }
        }
    }

    /// <summary>What a caller meets.</summary>
    /// <param name="callee">Who answers.</param>
    /// <param name="timeout">How long the caller waits, in seconds.</param>
    /// <param name="way">Time on the way there and back.</param>
    public Answer Of(int callee, double timeout, Moments way)
    {
        ref readonly var first = ref _first[callee];
        return first.IsKnown && first.Timeout == timeout && first.Way == way ? first : Met(callee, timeout, way);
    }

    private Answer Met(int callee, double timeout, Moments way)
    {
        var time = new Moments(
            _columns.ResponseMean[callee] + way.Mean, _columns.ResponseVariance[callee] + way.Variance);
        var tail = Tail(callee, time, timeout);
        return new Answer
        {
            IsKnown = true,
            Timeout = timeout,
            Way = way,
            Tail = tail,
            Time = Moments.Of(GammaLaw.CutOff(time.Mean, time.Variance, timeout, tail)),
        };
    }

    private double Tail(int callee, Moments time, double timeout)
    {
        var columns = _columns;
        if (columns.Wait[callee] >= timeout)
        {
            return 1;
        }

        // The gamma fit knows two moments only; the wait's own tail is known exactly, so it is a lower bound.
        var tail = GammaLaw.Tail(time.Mean, time.Variance, timeout);
        var waitTail = columns.TailRate[callee] * timeout;
        return columns.DelayProbability[callee] > 0 && waitTail > 0 && waitTail < 23
            ? Math.Max(tail, columns.DelayProbability[callee] * Math.Exp(-waitTail))
            : tail;
    }
}

/// <summary>A callee's answer as a caller of some patience meets it.</summary>
internal struct Answer
{
    /// <summary>False while it has not been worked out.</summary>
    public bool IsKnown;

    /// <summary>How long the caller waits, in seconds.</summary>
    public double Timeout;

    /// <summary>Time on the way there and back.</summary>
    public Moments Way;

    /// <summary>Share of the answers that take longer than the timeout.</summary>
    public double Tail;

    /// <summary>Time until the answer or the timeout.</summary>
    public Moments Time;
}
