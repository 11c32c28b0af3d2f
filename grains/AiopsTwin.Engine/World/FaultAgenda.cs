using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.World;

/// <summary>
/// The active faults of a world, in order of injection, and how strong each is. The overlay is laid anew only when a
/// fault starts, ends or moves; until then a step costs one comparison.
/// </summary>
internal sealed class FaultAgenda(WorldState state, SeededRandom random)
{
    private readonly SeededRandom _random = random.Fork("faults");
    private readonly List<Active> _active = [];
    private DateTimeOffset _until = DateTimeOffset.MaxValue;
    private bool _isChanged;

    /// <summary>Starts a fault.</summary>
    public void Add(FaultSpec fault, DateTimeOffset at)
    {
        Remove(fault.Id);
        _active.Add(new Active(fault, FaultCatalog.Find(fault.Kind)!, at, _random.Fork(fault.Id)));
        if (fault.Kind == Reroute.KindName)
        {
            Reroute.Prepare(fault, state.Impairments);
        }

        _isChanged = true;
    }

    /// <summary>Ends a fault; nothing when it is not active.</summary>
    public void Remove(string id) => _isChanged |= _active.RemoveAll(active => active.Fault.Id == id) > 0;

    /// <summary>True when the overlay is not what is in force from a moment on.</summary>
    public bool IsDue(DateTimeOffset at) => _isChanged || at >= _until;

    /// <summary>Brings the overlay to what is in force in a step.</summary>
    public void Lay(DateTimeOffset at, TimeSpan step)
    {
        _isChanged = false;
        _active.RemoveAll(active => at >= active.End);
        state.Impairments.Clear();
        state.IsLoadStale = true;
        _until = DateTimeOffset.MaxValue;
        foreach (var active in _active)
        {
            var until = active.Lay(at, step, state);
            _until = until < _until ? until : _until;
        }
    }

    private sealed class Active(FaultSpec fault, FaultKind kind, DateTimeOffset since, SeededRandom random)
    {
        /// <summary>How strong it was when it struck last; what happens once happens only for what was added.</summary>
        private double _struck;

        public FaultSpec Fault { get; } = fault;

        public DateTimeOffset End => Fault.Duration is { } duration ? since + duration : DateTimeOffset.MaxValue;

        /// <summary>Lays the fault over the model.</summary>
        /// <returns>Until when it stays as it is.</returns>
        public DateTimeOffset Lay(DateTimeOffset at, TimeSpan step, WorldState state)
        {
            var (began, isOn, until) = Pulse(at);
            var share = Fault.Ramp <= TimeSpan.Zero ? 1 : Math.Clamp((at + step - since) / Fault.Ramp, 0, 1);
            var strength = isOn ? Fault.Intensity * share : 0;
            if (strength > _struck)
            {
                kind.Strike(Fault, (_struck, strength), state);
            }

            _struck = strength;
            if (strength <= 0)
            {
                return until;
            }

            var now = new FaultMoment(strength, (at - began).TotalSeconds, random);
            if (kind.Line is { } line)
            {
                state.Impairments.Words.Note(
                    line, state.Impairments, () => kind.Apply(Fault, now, state.Impairments));
            }
            else
            {
                kind.Apply(Fault, now, state.Impairments);
            }

            return share < 1 ? Earlier(until, at + step) : Earlier(until, Moves(at, now));
        }

        private DateTimeOffset Moves(DateTimeOffset at, FaultMoment now) =>
            kind.QuietFor(Fault, now) is < 1e9 and var quiet
                ? at + TimeSpan.FromSeconds(quiet)
                : DateTimeOffset.MaxValue;

        /// <summary>When this pulse began, whether it is on, and until when; a fault without pulses is one long
        /// pulse.</summary>
        private (DateTimeOffset Began, bool IsOn, DateTimeOffset Until) Pulse(DateTimeOffset at)
        {
            if (Fault.Pulse is not { } pulse)
            {
                return (since, true, End);
            }

            var began = since + (pulse.Period * Math.Floor((at - since) / pulse.Period));
            var off = began + (pulse.Period * pulse.OnShare);
            return at < off ? (began, true, Earlier(End, off)) : (began, false, Earlier(End, began + pulse.Period));
        }

        private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
    }
}
