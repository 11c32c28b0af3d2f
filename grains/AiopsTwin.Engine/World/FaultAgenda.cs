using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.World;

/// <summary>The active faults of a world, in order of injection, and how strong each is.</summary>
internal sealed class FaultAgenda(Impairments impairments)
{
    private readonly List<Active> _active = [];
    private bool _isChanged;

    /// <summary>Starts a fault.</summary>
    public void Add(FaultSpec fault, DateTimeOffset at)
    {
        Remove(fault.Id);
        _active.Add(new Active(fault, FaultCatalog.Find(fault.Kind)!, at));
        if (fault.Kind == Reroute.KindName)
        {
            Reroute.Prepare(fault, impairments);
        }

        _isChanged = true;
    }

    /// <summary>Ends a fault; nothing when it is not active.</summary>
    public void Remove(string id) => _isChanged |= _active.RemoveAll(active => active.Fault.Id == id) > 0;

    /// <summary>Brings the overlay to what is in force at the end of a step; false when it was so already.</summary>
    public bool Advance(DateTimeOffset at, TimeSpan step)
    {
        for (var i = _active.Count - 1; i >= 0; i--)
        {
            if (_active[i].IsOver(at))
            {
                _active.RemoveAt(i);
                _isChanged = true;
            }
        }

        foreach (var active in _active)
        {
            _isChanged |= active.IsGrowing(at);
        }

        if (!_isChanged)
        {
            return false;
        }

        _isChanged = false;
        impairments.Clear();
        foreach (var active in _active)
        {
            active.Kind.Apply(active.Fault, active.Strength(at + step), impairments);
        }

        return true;
    }

    private readonly record struct Active(FaultSpec Fault, FaultKind Kind, DateTimeOffset Since)
    {
        public bool IsOver(DateTimeOffset at) => Fault.Duration is { } duration && at >= Since + duration;

        public bool IsGrowing(DateTimeOffset at) => Fault.Ramp > TimeSpan.Zero && at <= Since + Fault.Ramp;

        public double Strength(DateTimeOffset at) =>
            Fault.Ramp <= TimeSpan.Zero ? 1 : Math.Clamp((at - Since) / Fault.Ramp, 0, 1);
    }
}
