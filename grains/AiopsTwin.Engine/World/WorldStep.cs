namespace AiopsTwin.Engine.World;

/// <summary>
/// One step of the fluid model: who runs and how fast, what flows where, how long it takes and what fails. The parts
/// and their order are those of the simulation reference, 2.3.
/// </summary>
internal sealed class WorldStep
{
    private readonly WorldState _state;
    private readonly Continuation _continuation;
    private readonly CapacityStep _capacity;
    private readonly DemandStep _demand;
    private readonly LatencyStep _latency;
    private readonly RetryLines _retries = new();
    private readonly Breakers _breakers;
    private readonly CopyStarts _starts;
    private readonly Autoscalers _autoscalers;
    private readonly CacheStep _caches;
    private readonly KeptAnswers _kept;
    private readonly LiveImpairments _live;

    /// <summary>A step over a state; what moves stays in the state and in the parts.</summary>
    /// <param name="state">What moves.</param>
    /// <param name="sums">Where what happened is summed; null for nowhere.</param>
    public WorldStep(WorldState state, IntervalSums? sums)
    {
        _state = state;
        _continuation = new Continuation(state, sums);
        _starts = new CopyStarts(state);
        _autoscalers = new Autoscalers(state, _starts);
        _caches = new CacheStep(state, _continuation);
        _kept = new KeptAnswers(state);
        _live = new LiveImpairments(state);
        _capacity = new CapacityStep(state, _starts, _continuation);
        _demand = new DemandStep(state, new RetryStep(state, _retries), new HeldSlots(state), _continuation);
        _latency = new LatencyStep(state, _continuation);
        _breakers = new Breakers(state);
    }

    /// <summary>Brings everything that slept up to now: to be called before the overlay changes, and before sums are
    /// read.</summary>
    public void BringAll() => _continuation.BringAll();

    /// <summary>Takes note of a changed overlay. May allocate.</summary>
    /// <param name="seconds">Length of the steps to come.</param>
    public void Refresh(double seconds)
    {
        _continuation.BringAll();
        _state.Activity.WakeAll();
        _live.Refresh();
        _capacity.Refresh();
        _retries.Refresh(_state, seconds);
        _breakers.Refresh(seconds);
        _kept.Refresh();
    }

    /// <summary>Moves the state by one step.</summary>
    /// <param name="seconds">Length of the step.</param>
    /// <param name="isFirst">True for the first step of a stretch, at whose begin the load may move.</param>
    /// <returns>True when copies came or went by themselves.</returns>
    public bool Run(double seconds, bool isFirst)
    {
        if (isFirst)
        {
            _state.Activity.BeginStretch();
        }

        _starts.Run();
        _autoscalers.Run(seconds);
        var isRescaled = _state.IsRescaled;
        if (isRescaled)
        {
            _state.IsRescaled = false;
            _continuation.BringAll();
            _state.Activity.WakeAll();
            _capacity.Refresh();
        }

        if (_live.IsAny && _live.Run(seconds))
        {
            _continuation.BringAll();
            _state.Activity.WakeAll();
        }

        _caches.Run(seconds);
        _kept.Run(seconds);
        _capacity.Run(seconds);
        _breakers.Run(seconds);
        _demand.Run(seconds);
        _state.Zoom?.Run(seconds);
        _latency.Run();
        _state.Seconds += seconds;
        return isRescaled;
    }
}
