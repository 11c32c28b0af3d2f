using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios.Impacts;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios.Loads;

/// <summary>One policy of a collapse trial: plays base loads, spikes and helps on forks of its world.</summary>
internal sealed class CollapsePlay
{
    // Queues settle; a load that is a hundredth too much keeps a second's work waiting by then.
    private const int SettleSeconds = 120;

    // Somebody has to notice before help comes, and the spike must have had its effect.
    private const int HelpAfterSeconds = 120;

    private const int LongestHelpSeconds = 300;
    private const int RestartSeconds = 10;

    // Well for so long is back: longer than any ordinary patience.
    private const int WellSeconds = 60;

    // A queue as full as this grows.
    private const double Overfull = 0.995;

    private const string Fault = "help";

    private static readonly double[] KeptShares = [0.9, 0.75, 0.5, 0.25, 0];

    private static readonly DateTimeOffset Day = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly SimulatedWorld _world;
    private readonly int _process;
    private readonly double[] _external;
    private readonly ImmutableArray<CallModel> _calls;
    private readonly double _usualFailed;

    /// <summary>Builds the world of a policy.</summary>
    /// <param name="estate">The estate, with that policy in its calls.</param>
    /// <param name="load">Its work, even and without noise.</param>
    /// <param name="service">The service asked about.</param>
    /// <param name="calls">The calls that have the policy.</param>
    public CollapsePlay(
        Estate estate, ImmutableArray<LoadSource> load, EntityId service, ImmutableArray<CallModel> calls)
    {
        _world = new SimulatedWorld(
            estate, load, 1, new WorldSettings(Day, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)));
        _calls = calls;
        _process = _world.State.Map.ProcessOf(service);
        var first = _world.Fork();
        first.Tick();
        _external = [.. first.State.Processes.External];

        // With a tenth of the work nothing waits that need not.
        _usualFailed = Goodput.Of(Settled(0.1), _process).FailedShare;
    }

    /// <summary>Requests per second that reach the service with the work of the busiest time.</summary>
    public double RateNow() => Settled(1).State.Processes.Inflow[_process];

    /// <summary>Whether a load is carried without a spike.</summary>
    public bool Carries(double load) => IsCarried(Settled(load));

    /// <summary>Whether it comes back by itself.</summary>
    public bool ComesBack(CollapseQuestion question, double load, double spike)
    {
        var world = Settled(load);
        return IsCarried(world) && After(world, question, load, spike) is not null;
    }

    /// <summary>What becomes of it, and what helps.</summary>
    public CollapseCell Cell(CollapseQuestion question, double load, double spike)
    {
        var world = Settled(load);
        if (!IsCarried(world))
        {
            return new CollapseCell(load, CollapseState.Overloaded, null, Full(world), []);
        }

        var before = Goodput.Of(world, _process);
        if (After(world, question, load, spike) is { } after)
        {
            return new CollapseCell(load, CollapseState.ComesBack, after, null, []);
        }

        var stuck = Settled(load);
        Play(stuck, spike, (int)question.SpikeFor.TotalSeconds);
        Play(stuck, load, HelpAfterSeconds);
        return new CollapseCell(
            load, CollapseState.StaysDown, null, Full(world),
            [StopRetries(stuck, load, before), ShedLoad(stuck, load, before), Restart(stuck, load, before)]);
    }

    private SimulatedWorld Settled(double load)
    {
        var world = _world.Fork();
        Play(world, load, SettleSeconds);
        return world;
    }

    private bool IsCarried(SimulatedWorld world) =>
        Goodput.Of(world, _process).FailedShare <= _usualFailed + ImpactRule.MoreErrors
            && world.State.Processes.Rho[_process] < Overfull;

    private HeadroomLimit Full(SimulatedWorld world) => Bottleneck.Find(
        world, [.. Enumerable.Range(0, _external.Length).Where(p => _external[p] > 0), _process]);

    /// <summary>How long after the spike it is back; null when not in time. The world is left where that was
    /// seen.</summary>
    private TimeSpan? After(SimulatedWorld world, CollapseQuestion question, double load, double spike)
    {
        var before = Goodput.Of(world, _process);
        Play(world, Math.Max(load, spike), (int)question.SpikeFor.TotalSeconds);
        SetLoad(world, load);
        return WellAfter(world, before, (int)question.Within.TotalSeconds, before.Rate) is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }

    /// <summary>Seconds until it is well and stays so for a while; null when that is not in time.</summary>
    private int? WellAfter(SimulatedWorld world, Goodput before, int within, double rate)
    {
        var well = 0;
        for (var second = 1; second <= within + WellSeconds; second++)
        {
            world.Tick();
            well = IsWell(world, before, rate) ? well + 1 : 0;
            if (well == WellSeconds)
            {
                return second - WellSeconds;
            }

            if (well == 0 && second >= within)
            {
                return null;
            }
        }

        return null;
    }

    private bool IsWell(SimulatedWorld world, Goodput before, double rate)
    {
        var now = Goodput.Of(world, _process);
        return now.FailedShare <= before.FailedShare + ImpactRule.MoreErrors
            && now.Rate >= rate * (1 - ImpactRule.MoreErrors);
    }

    private CollapseRecovery StopRetries(SimulatedWorld stuck, double load, Goodput before)
    {
        var world = stuck.Fork();
        for (var i = 0; i < _calls.Length; i++)
        {
            world.Inject(new FaultSpec(
                Fault + i, "retry-storm", [_calls[i].Caller], _calls[i].Callee, Parameter("retries", 0), TimeSpan.Zero,
                null));
        }

        var lasted = WellAfter(world, before, LongestHelpSeconds, before.Rate);
        for (var i = 0; i < _calls.Length; i++)
        {
            world.Revert(Fault + i);
        }

        return Helped(CollapseHelp.StopRetries, null, world, lasted, (load, before));
    }

    private CollapseRecovery ShedLoad(SimulatedWorld stuck, double load, Goodput before)
    {
        CollapseRecovery? last = null;
        foreach (var kept in KeptShares)
        {
            var world = stuck.Fork();
            SetLoad(world, load * kept);
            var lasted = WellAfter(world, before, LongestHelpSeconds, 0);
            last = Helped(CollapseHelp.ShedLoad, kept, world, lasted, (load, before));
            if (last.IsBack)
            {
                break;
            }
        }

        return last!;
    }

    private CollapseRecovery Restart(SimulatedWorld stuck, double load, Goodput before)
    {
        var world = stuck.Fork();
        var copies = Math.Max(1, world.State.Processes.Replicas[_process]);
        world.Inject(new FaultSpec(
            Fault, "replica-loss", [world.State.Map.Processes[_process].Entity], null, Parameter("replicas", copies),
            TimeSpan.Zero, TimeSpan.FromSeconds(RestartSeconds)));
        return Helped(
            CollapseHelp.Restart, null, world, WellAfter(world, before, LongestHelpSeconds, before.Rate),
            (load, before));
    }

    /// <summary>Ends a help and looks whether all stays well.</summary>
    private CollapseRecovery Helped(
        CollapseHelp kind, double? kept, SimulatedWorld world, int? lasted, (double Load, Goodput Before) usual)
    {
        if (lasted is not { } seconds)
        {
            return new CollapseRecovery(kind, kept, false, null);
        }

        SetLoad(world, usual.Load);
        var isBack = WellAfter(world, usual.Before, WellSeconds, usual.Before.Rate) is not null;
        return new CollapseRecovery(kind, kept, isBack, isBack ? TimeSpan.FromSeconds(seconds) : null);
    }

    private void Play(SimulatedWorld world, double load, int seconds)
    {
        SetLoad(world, load);
        for (var second = 0; second < seconds; second++)
        {
            world.Tick();
        }
    }

    private void SetLoad(SimulatedWorld world, double load)
    {
        for (var p = 0; p < _external.Length; p++)
        {
            world.AddLoad(p, (load - 1) * _external[p]);
        }
    }

    private static ImmutableSortedDictionary<string, double> Parameter(string name, double value) =>
        ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal).Add(name, value);
}
