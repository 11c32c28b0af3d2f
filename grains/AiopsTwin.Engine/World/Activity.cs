namespace AiopsTwin.Engine.World;

/// <summary>
/// Who has to be worked out in a step. A process whose inflow, slots and callees stay what they were goes on as it did,
/// so it is left alone until something it depends upon has moved; the load moves every few seconds, and between two
/// moves most of an estate sleeps. What moves much wakes its neighbours at once; what moves little is made up for when
/// the next stretch of time begins, so nothing creeps away.
/// </summary>
internal sealed class Activity
{
    /// <summary>Share of a flow, a content or a time that moves much.</summary>
    private const double Much = 1e-3;

    /// <summary>Change of a share of requests that is much.</summary>
    private const double MuchOfAll = 1e-4;

    /// <summary>Share of a flow, a content or a time, or change of a share of requests, that nobody needs to follow. An
    /// estate in collapse makes a thousand times as much of it within minutes, so it is not far from the noise of the
    /// arithmetic.</summary>
    private const double Nothing = 1e-9;

    /// <summary>Seconds between two sums of the same steps.</summary>
    private const double Instant = 1e-9;

    private readonly CallGraph _graph;
    private readonly bool[] _isPinned;
    private readonly bool[] _isUntold;
    private readonly bool[] _hasSlept;
    private readonly double[] _until;
    private readonly Moments[] _told;
    private readonly double[] _toldSuccess;
    private readonly Moments[] _answer;
    private readonly double[] _success;
    private double[] _toldFlow;

    /// <summary>Everything is awake at first.</summary>
    public Activity(WorldMap map)
    {
        var count = map.Processes.Length;
        _graph = map.Graph;
        _toldFlow = new double[_graph.Count];
        (IsAwake, IsAsked) = (new bool[count], new bool[count]);
        (IsUnsettled, HasMoved) = (new bool[count], new bool[count]);
        (_isPinned, _isUntold, _hasSlept) = (new bool[count], new bool[count], new bool[count]);
        (_until, _told, _toldSuccess) = (new double[count], new Moments[count], new double[count]);
        (_answer, _success) = (new Moments[count], new double[count]);
        for (var e = 0; e < _graph.Count; e++)
        {
            // Slots held for others couple both ends in every step.
            _isPinned[_graph.From[e]] |= _graph.Calls[e].IsHeld;
            _isPinned[_graph.To[e]] |= _graph.Calls[e].IsHeld;
        }

        WakeAll();
    }

    /// <summary>True to work out everything in every step: to measure what sleeping costs in exactness.</summary>
    public bool NeverSleeps { get; set; }

    /// <summary>Processes whose work was moved in the last step.</summary>
    public int Moved { get; set; }

    /// <summary>Whose work is moved in this step.</summary>
    public bool[] IsAwake { get; }

    /// <summary>Whose answers are worked out in this step.</summary>
    public bool[] IsAsked { get; }

    /// <summary>Who moved a little and may sleep until the next stretch only.</summary>
    public bool[] IsUnsettled { get; }

    /// <summary>Who may use other cores than at the last count.</summary>
    public bool[] HasMoved { get; }

    /// <summary>Wakes everybody: something changed that anybody may feel.</summary>
    public void WakeAll()
    {
        Array.Resize(ref _toldFlow, _graph.Count);
        Array.Fill(IsAwake, true);
        Array.Fill(IsAsked, true);
        Array.Fill(HasMoved, true);
    }

    /// <summary>Keeps a process awake for good.</summary>
    public void Pin(int p) => _isPinned[p] = true;

    /// <summary>Begins a stretch of time, at whose begin the load may move: whoever has not come to rest is worked
    /// out.</summary>
    public void BeginStretch()
    {
        for (var p = 0; p < IsAwake.Length; p++)
        {
            IsAwake[p] |= IsUnsettled[p] || NeverSleeps;
            IsUnsettled[p] = false;
            if (_isUntold[p])
            {
                _isUntold[p] = false;
                (_told[p], _toldSuccess[p]) = (_answer[p], _success[p]);
                AskCallers(p);
            }
        }
    }

    /// <summary>Takes note that a process is brought up to a moment.</summary>
    /// <returns>Seconds it slept before.</returns>
    public double Continue(int p, double now)
    {
        var slept = now - _until[p];
        if (slept <= Instant)
        {
            return 0;
        }

        _until[p] = now;
        _hasSlept[p] = true;
        return slept;
    }

    /// <summary>Takes note that the work of a process is being moved.</summary>
    /// <param name="p">The process, brought up to the begin of the step.</param>
    /// <param name="end">End of the step, in virtual seconds.</param>
    /// <returns>True when it slept before.</returns>
    public bool Rouse(int p, double end)
    {
        IsAwake[p] = _isPinned[p] || NeverSleeps;
        IsUnsettled[p] = false;
        IsAsked[p] = HasMoved[p] = true;
        _until[p] = end;
        var hasSlept = _hasSlept[p];
        _hasSlept[p] = false;
        return hasSlept;
    }

    /// <summary>Takes note of what a step has done to a content.</summary>
    /// <param name="p">Whose content, or whose pool's.</param>
    /// <param name="before">Content before the step.</param>
    /// <param name="after">Content after the step.</param>
    /// <param name="memory">Share of the change that the next step will add to it.</param>
    public void MovedContent(int p, double before, double after, double memory)
    {
        var change = Math.Abs(after - before) * memory;
        IsAwake[p] |= change > (Much * after) + MuchOfAll;

        // All steps to come together: of each change the next one keeps that share.
        IsUnsettled[p] |= change > Nothing * (1 - memory) * (after + MuchOfAll);
    }

    /// <summary>Wakes a process for the next step if a share of its requests has changed.</summary>
    public void MovedShare(int p, double change)
    {
        IsAwake[p] |= Math.Abs(change) > MuchOfAll;
        IsUnsettled[p] |= Math.Abs(change) > Nothing;
    }

    /// <summary>Takes note that a callee has taken what flows to it.</summary>
    public void TakeFlow(int call, double flow) => _toldFlow[call] = flow;

    /// <summary>Wakes a process for the next step if a time that its work depends upon has changed.</summary>
    public void MovedTime(int p, double before, double after)
    {
        var change = Math.Abs(after - before);
        IsAwake[p] |= change > Much * after;
        IsUnsettled[p] |= change > Nothing * after;
    }

    /// <summary>Tells a callee what flows to it.</summary>
    public void TellFlow(int call, double flow)
    {
        var change = Math.Abs(flow - _toldFlow[call]);
        if (change > (Much * _toldFlow[call]) + Nothing)
        {
            IsAwake[_graph.To[call]] = true;
        }
        else if (change > Nothing * flow)
        {
            IsUnsettled[_graph.To[call]] = true;
        }
    }

    /// <summary>Tells callers how long a process takes and how often it succeeds.</summary>
    public void TellAnswer(int p, Moments time, double success)
    {
        var told = _told[p];
        (_answer[p], _success[p]) = (time, success);
        var (mean, variance) = (Math.Abs(time.Mean - told.Mean), Math.Abs(time.Variance - told.Variance));
        var share = Math.Abs(success - _toldSuccess[p]);
        if (mean > Much * told.Mean || variance > 2 * Much * told.Variance || share > MuchOfAll)
        {
            (_told[p], _toldSuccess[p]) = (time, success);
            AskCallers(p);
        }
        else
        {
            _isUntold[p] |= mean > Nothing * told.Mean || variance > Nothing * told.Variance || share > Nothing;
        }
    }

    /// <summary>Wakes the callers of a process whose queue, or whose room, has moved.</summary>
    public void WakeCallers(int p)
    {
        for (var i = _graph.InStart[p]; i < _graph.InStart[p + 1]; i++)
        {
            IsAwake[_graph.From[_graph.InCalls[i]]] = true;
        }
    }

    private void AskCallers(int p)
    {
        for (var i = _graph.InStart[p]; i < _graph.InStart[p + 1]; i++)
        {
            IsAsked[_graph.From[_graph.InCalls[i]]] = true;
        }
    }
}
