namespace AiopsTwin.Engine.World;

/// <summary>
/// Answers that callers keep for a time to live (names, configuration, tokens): every copy asks once, and then not
/// until its answer has run out. Followed by the share of the copies that have one, K: an answer is fetched after the
/// next request has come and its call has succeeded, dK/dt = (1 - K) / (1 / (r s) + W) - K / T, with r requests that
/// want it per copy and second, s the share of the calls that succeed, W the time of a call and T the time to live. At
/// rest that is T / (T + 1 / (r s) + W), whatever the law of T; when nobody answers any more, K falls as exp(-t / T).
/// </summary>
internal sealed class KeptAnswers
{
    private readonly WorldState _state;
    private readonly List<(int Call, double Seconds)> _calls = [];
    private int _known;

    /// <summary>Answers kept by the callers of a state.</summary>
    public KeptAnswers(WorldState state)
    {
        _state = state;
        Refresh();
    }

    /// <summary>Takes note of calls added to the graph.</summary>
    public void Refresh()
    {
        var calls = _state.Map.Graph.Calls;
        for (; _known < calls.Length; _known++)
        {
            if (calls[_known].Policy.TimeToLive is { } kept && calls[_known].Mode == CallMode.Sync)
            {
                _calls.Add((_known, kept.TotalSeconds));
            }
        }
    }

    /// <summary>Moves the shares by a step; exact while rates stay what they are.</summary>
    public void Run(double seconds)
    {
        foreach (var (e, life) in _calls)
        {
            var before = _state.Calls.Kept[e];
            var fetching = Fetching(e);
            var pace = fetching + (1 / life);
            var rest = fetching / pace;
            _state.Calls.Kept[e] = rest + ((before - rest) * Math.Exp(-pace * seconds));
            _state.Activity.MovedShare(_state.Map.Graph.From[e], _state.Calls.Kept[e] - before);
        }
    }

    /// <summary>How often a copy without an answer gets one, per second.</summary>
    private double Fetching(int e)
    {
        var (graph, calls, columns) = (_state.Map.Graph, _state.Calls, _state.Processes);
        var caller = graph.From[e];
        var succeeding = columns.Served[caller] / Math.Max(1, columns.Copies[caller])
            * graph.PerRequest[e] * _state.Impairments.Calls.Weight[e] * (1 - columns.HitRatio[caller])
            * (1 - calls.Open[e]) * calls.AnsweredShare(e);
        return succeeding > 0 ? 1 / ((1 / succeeding) + calls.AttemptMean[e]) : 0;
    }
}
