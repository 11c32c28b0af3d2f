using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios.Loads;

/// <summary>
/// "At which load does it not come back by itself?": metastable collapse (Bronson et al. 2021, "Metastable Failures in
/// Distributed Systems"; Huang et al. 2022, "Metastable Failures in the Wild") of one service of an estate. All work
/// from outside jumps for some seconds and falls back; over policies of the service's callers and base loads the
/// simulated world says whether goodput returns, the boundary is found by bisection to two hundredths, and where it
/// does not return, helps are tried. O(policies x (log(loads) + loads) x seconds x (entities + calls)); the test
/// <c>CollapseTrialTests</c> holds it to a worked example that a discrete simulation confirms.
/// </summary>
public sealed class CollapseTrial
{
    // Of what is carried, the usual boundary lies at one in (further attempts + 1).
    private static readonly double[] UsualShares = [0.15, 0.3, 0.45, 0.6, 0.75, 0.9];

    // Below a hundredth of what is carried nobody runs a service.
    private const double LeastShare = 0.01;

    // Steps of a hundredth each; the boundary is told to two.
    private const int Exact = 2;

    // Twice what is carried fills any queue, and is what a peak or the loss of half the copies amounts to.
    private const double UsualSpike = 2;

    private const double Budget = 0.1;

    private readonly Estate _estate;
    private readonly ImmutableArray<LoadSource> _load;
    private readonly TimeSpan _busiest;

    /// <summary>Takes an estate.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="load">Work from outside.</param>
    public CollapseTrial(Estate estate, ImmutableArray<LoadSource> load)
    {
        ArgumentNullException.ThrowIfNull(estate);
        (_estate, _busiest) = (estate, WorkTrial.BusiestAt(load));
        _load = WorkTrial.Steady(load, _busiest, 1);
    }

    /// <summary>Everything that can be asked about: what is called by somebody who waits, or calls so, by id.</summary>
    public ImmutableArray<EntityId> Services =>
    [
        .. _estate.World.Processes.Select(process => process.Entity).Where(entity => !CallsOf(entity).IsEmpty).Order(),
    ];

    /// <summary>Asks.</summary>
    /// <param name="question">About which service, spike and policies.</param>
    /// <param name="tell">Hears of each policy that was tried; null for nobody.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ArgumentException">The question cannot be asked, or the estate and its model do not
    /// fit.</exception>
    /// <exception cref="OperationCanceledException">The search was ended.</exception>
    public CollapseAnswer Ask(
        CollapseQuestion question, Action<int, int>? tell = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        var problems = question.Problems();
        var calls = CallsOf(question.Service);
        if (!problems.IsEmpty || calls.IsEmpty)
        {
            throw new ArgumentException(
                problems.IsEmpty
                    ? $"{question.Service} has no calls that are waited for."
                    : string.Join("; ", problems),
                nameof(question));
        }

        var own = NewPlay(question.Service, calls);
        var carried = Carried(own, cancellation);
        var spike = question.Spike ?? UsualSpike * Math.Max(1, carried);
        ImmutableArray<double> loads = question.Loads.IsEmpty
            ? [.. UsualShares.Select(share => share * Math.Max(1, carried)).Append(1).Distinct().Order()]
            : [.. question.Loads.Distinct().Order()];
        var asked = question with { Spike = spike, Loads = loads };
        var policies = new List<CollapsePolicy> { Policy(asked, calls, (null, null), cancellation) };
        (int? Retries, TimeSpan? Timeout)[] grid = [.. Grid(question)];
        foreach (var one in grid)
        {
            tell?.Invoke(policies.Count, grid.Length + 1);
            policies.Add(Policy(asked, calls, one, cancellation));
        }

        return new CollapseAnswer(question, _busiest, own.RateNow(), spike, [.. policies]);
    }

    private static IEnumerable<(int? Retries, TimeSpan? Timeout)> Grid(CollapseQuestion question) =>
        from timeout in question.Timeouts.IsEmpty ? [null] : question.Timeouts.Order().Select(one => (TimeSpan?)one)
        from retries in question.Retries.Order()
        select ((int?)retries, timeout);

    private static double Carried(CollapsePlay play, CancellationToken cancellation) => !play.Carries(1)
        ? 0
        : LoadSearch.FactorOf(LoadSearch.Most(
            LoadSearch.StepOf(HeadroomTrial.LargestFactor), step => play.Carries(LoadSearch.FactorOf(step)),
            cancellation));

    /// <summary>The calls that have the policy asked about.</summary>
    private ImmutableArray<CallModel> CallsOf(EntityId service)
    {
        var waited = _estate.Topology.Dependencies
            .Where(link => link.Kind == Topology.DependencyKind.CallsSync)
            .Select(link => (link.Dependent, link.On)).ToHashSet();
        var calls = _estate.World.Calls.Where(call => waited.Contains((call.Caller, call.Callee)));
        ImmutableArray<CallModel> to = [.. calls.Where(call => call.Callee == service)];
        return to.IsEmpty ? [.. calls.Where(call => call.Caller == service)] : to;
    }

    private CollapsePlay NewPlay(EntityId service, ImmutableArray<CallModel> calls)
    {
        var changed = calls.ToDictionary(call => (call.Caller, call.Callee));
        var world = _estate.World with
        {
            Calls = [.. _estate.World.Calls.Select(call =>
                changed.GetValueOrDefault((call.Caller, call.Callee)) ?? call)],
        };
        return new CollapsePlay(_estate with { World = world }, _load, service, calls);
    }

    private CollapsePolicy Policy(
        CollapseQuestion asked, ImmutableArray<CallModel> calls, (int? Retries, TimeSpan? Timeout) policy,
        CancellationToken cancellation)
    {
        ImmutableArray<CallModel> changed =
        [
            .. calls.Select(call => call with
            {
                Retries = policy.Retries ?? call.Retries,
                Timeout = policy.Timeout ?? call.Timeout,
            }),
        ];
        var play = NewPlay(asked.Service, changed);
        var carried = Carried(play, cancellation);
        var budgeted = NewPlay(asked.Service, [.. changed.Select(call => call with { RetryBudget = Budget })]);
        var cells = ImmutableArray.CreateBuilder<CollapseCell>(asked.Loads.Length);
        foreach (var load in asked.Loads)
        {
            cancellation.ThrowIfCancellationRequested();
            cells.Add(play.Cell(asked, load, asked.Spike!.Value));
        }

        return new CollapsePolicy(
            policy.Retries, policy.Timeout, carried, ComesBack(asked, play, carried, cancellation),
            ComesBack(asked, budgeted, Carried(budgeted, cancellation), cancellation), cells.ToImmutable());
    }

    /// <summary>The largest load from which it comes back, by bisection below what is carried.</summary>
    private static double ComesBack(
        CollapseQuestion asked, CollapsePlay play, double carried, CancellationToken cancellation)
    {
        var (high, low) = (0, LoadSearch.StepOf(LeastShare) - 1);
        if (carried == 0 || !Try(low))
        {
            return 0;
        }

        if (Try(high))
        {
            return carried;
        }

        while (high - low > Exact)
        {
            var middle = (low + high) / 2;
            (low, high) = Try(middle) ? (middle, high) : (low, middle);
        }

        return carried * LoadSearch.FactorOf(low);

        bool Try(int step)
        {
            cancellation.ThrowIfCancellationRequested();
            return play.ComesBack(asked, carried * LoadSearch.FactorOf(step), asked.Spike!.Value);
        }
    }
}
