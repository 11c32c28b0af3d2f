namespace AiopsTwin.Engine.World;

/// <summary>
/// One step of the fluid model: who runs and how fast, what flows where, how long it takes and what fails. The parts
/// and their order are those of the simulation reference, 2.3.
/// </summary>
internal sealed class WorldStep
{
    private readonly WorldState _state;
    private readonly CapacityStep _capacity;
    private readonly DemandStep _demand;
    private readonly LatencyStep _latency;
    private readonly RetryLines _retries = new();
    private readonly Breakers _breakers;
    private readonly CopyStarts _starts;
    private readonly Autoscalers _autoscalers;
    private readonly CacheStep _caches;
    private readonly LiveImpairments _live;

    /// <summary>A step over a state; what moves stays in the state and in the parts.</summary>
    public WorldStep(WorldState state)
    {
        _state = state;
        _starts = new CopyStarts(state);
        _autoscalers = new Autoscalers(state, _starts);
        _caches = new CacheStep(state);
        _live = new LiveImpairments(state);
        _capacity = new CapacityStep(state, _starts);
        _demand = new DemandStep(state, _retries, new HeldSlots(state));
        _latency = new LatencyStep(state);
        _breakers = new Breakers(state);
    }

    /// <summary>Takes note of a changed overlay. May allocate.</summary>
    /// <param name="seconds">Length of the steps to come.</param>
    public void Refresh(double seconds)
    {
        _live.Refresh();
        _capacity.Refresh();
        _retries.Refresh(_state, seconds);
        _breakers.Refresh(seconds);
    }

    /// <summary>Moves the state by one step.</summary>
    /// <param name="seconds">Length of the step.</param>
    /// <returns>True when copies came or went by themselves.</returns>
    public bool Run(double seconds)
    {
        _starts.Run();
        _autoscalers.Run(seconds);
        var isRescaled = _state.IsRescaled;
        if (isRescaled)
        {
            _state.IsRescaled = false;
            _capacity.Refresh();
        }

        _live.Run(seconds);
        _caches.Run(seconds);
        _capacity.Run(seconds);
        _breakers.Run(seconds);
        _demand.Run(seconds);
        _latency.Run();
        _state.Seconds += seconds;
        return isRescaled;
    }
}
