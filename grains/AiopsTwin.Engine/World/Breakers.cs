using MathNet.Numerics;

namespace AiopsTwin.Engine.World;

/// <summary>
/// Circuit breakers by open share: every copy of a caller has a breaker of its own, so of many some are open and some
/// closed. One failure share is followed for those that are closed (an exponential window); a copy whose sample of it
/// reaches the limit opens, waits its time in a delay line, and closes when its probes succeed.
/// </summary>
internal sealed class Breakers
{
    private readonly WorldState _state;
    private readonly List<Line> _lines = [];
    private int _known;

    public Breakers(WorldState state)
    {
        _state = state;
    }

    /// <summary>Takes note of calls added to the graph.</summary>
    public void Refresh(double seconds)
    {
        var calls = _state.Map.Graph.Calls;
        for (; _known < calls.Length; _known++)
        {
            if (calls[_known].Policy.Breaker is { } breaker && calls[_known].Mode == CallMode.Sync)
            {
                _lines.Add(new Line(_known, breaker, seconds));
            }
        }
    }

    /// <summary>Opens and closes for a step, by what the attempts of the step before met.</summary>
    public void Run(double seconds)
    {
        foreach (var line in _lines)
        {
            Turn(line, seconds);
        }
    }

    private void Turn(Line line, double seconds)
    {
        var (calls, e) = (_state.Calls, line.Call);
        var (breaker, open) = (line.Model, calls.Open[e]);
        var failure = 1 - calls.AnsweredShare(e);
        var copies = Math.Max(1, _state.Processes.Copies[_state.Map.Graph.From[e]]);
        var window = breaker.Window.TotalSeconds;
        var sample = open < 1 ? calls.Flow[e] / (copies * (1 - open)) * window : 0;
        if (sample > 0)
        {
            line.Failure += (1 - Math.Exp(-seconds / window)) * (failure - line.Failure);
        }

        // Probes go out when the wait is over; those that fail wait again.
        var due = line.Waiting[line.At];
        line.Waiting[line.At] = 0;
        var closing = due * Math.Pow(1 - failure, breaker.Probes);
        var closed = 1 - open;
        if (closing > 0)
        {
            // Whoever closes begins with an empty window.
            line.Failure *= closed / (closed + closing);
        }

        var opening = (closed + closing) * Opening(line, sample, seconds);
        line.At = (line.At + 1) % line.Waiting.Length;
        line.Waiting[(line.At + line.Waiting.Length - 1) % line.Waiting.Length] += due - closing + opening;
        calls.Open[e] = Math.Clamp(open - closing + opening, 0, 1);
        _state.Activity.IsAwake[_state.Map.Graph.From[e]] |= calls.Open[e] != open;
    }

    /// <summary>Share of the closed breakers that open: their windows are samples of the failure share, and near the
    /// limit some have more and some less.</summary>
    private static double Opening(Line line, double sample, double seconds)
    {
        var breaker = line.Model;
        if (sample < breaker.MinimumAttempts)
        {
            return 0;
        }

        var spread = Math.Sqrt(Math.Max(1e-9, line.Failure * (1 - line.Failure)) / sample);
        var beyond = SpecialFunctions.Erfc((breaker.FailureRatio - line.Failure) / (spread * Math.Sqrt(2))) / 2;
        var windows = Math.Min(1, seconds / breaker.Window.TotalSeconds);
        return beyond < 1e-9 ? 0 : 1 - Math.Pow(1 - beyond, windows);
    }

    private sealed class Line(int call, BreakerModel model, double seconds)
    {
        public int Call { get; } = call;

        public BreakerModel Model { get; } = model;

        /// <summary>Failure share as the closed breakers have seen it.</summary>
        public double Failure { get; set; }

        /// <summary>Share of all breakers that opened so many steps ago.</summary>
        public double[] Waiting { get; } =
            new double[Math.Max(1, (int)Math.Round(model.OpenFor.TotalSeconds / seconds))];

        public int At { get; set; }
    }
}
