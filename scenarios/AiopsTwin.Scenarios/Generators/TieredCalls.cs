using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Scenarios.Generators;

/// <summary>A call from one number to another, with how many calls a request makes and in which stage.</summary>
internal readonly record struct DrawnCall(int Caller, int Callee, double Calls, int Stage);

/// <summary>
/// Who calls whom in a generated estate. Numbers run tier by tier, so that a callee always has a larger number than its
/// caller and no call goes round.
/// </summary>
internal sealed class TieredCalls
{
    /// <summary>Callees are picked at u^3 of their tier: the r-th most popular gets a share that falls with r^(-2/3),
    /// so the calls something gets follow a power law too, with exponent 1 + 3/2 = 2.5.</summary>
    private const double Popularity = 3;

    /// <summary>Calls that go to something that stores; the rest goes to services further down.</summary>
    private const double StoreCalls = 0.4;

    /// <summary>Calls of a request beyond which further callees share: a service that calls fifty asks a few of them
    /// for each request.</summary>
    private const double CallsOfARequest = 1.5;

    private readonly int[] _start;
    private readonly WorkKind[] _stores;
    private SeededRandom _random;

    public TieredCalls(int[] tiers, WorkKind[] stores, SeededRandom random)
    {
        _start = new int[tiers.Length + 1];
        for (var tier = 0; tier < tiers.Length; tier++)
        {
            _start[tier + 1] = _start[tier] + tiers[tier];
        }

        _stores = stores;
        _random = random;
    }

    public int Count => _start[^1];

    /// <summary>All calls, by caller, then in the order drawn.</summary>
    public List<DrawnCall> Calls { get; } = [];

    private int StoreTier => _start.Length - 2;

    public int TierOf(int number)
    {
        var at = Array.BinarySearch(_start, number);
        return at >= 0 ? at : ~at - 1;
    }

    public WorkKind KindOf(int number) => number >= _start[StoreTier]
        ? _stores[number - _start[StoreTier]]
        : number < _start[1] ? WorkKind.Entry : WorkKind.Service;

    /// <summary>Draws the calls: first everything below the entries gets a caller in the tier above it, then what is
    /// left of each service's calls goes to what is popular.</summary>
    /// <param name="leafShare">Share of the services below the entries that call nobody.</param>
    public void Draw(double leafShare)
    {
        var wanted = new int[_start[StoreTier]];
        for (var i = 0; i < wanted.Length; i++)
        {
            wanted[i] = i >= _start[1] && _random.NextDouble() < leafShare ? 0 : FanOut.Draw(ref _random);
        }

        var callees = Adopt(wanted);
        for (var i = 0; i < wanted.Length; i++)
        {
            // A caller near the bottom may have nobody left to call: it gives up after as many tries as it has wishes.
            for (var attempt = 0; attempt < 2 * wanted[i] && callees[i].Count < wanted[i]; attempt++)
            {
                callees[i].Add(Pick(TierOf(i)));
            }

            Add(i, callees[i]);
        }
    }

    /// <summary>Gives everything below the entries one caller, each time from those that still wish to call.</summary>
    private SortedSet<int>[] Adopt(int[] wanted)
    {
        var callees = Array.ConvertAll(wanted, _ => new SortedSet<int>());
        for (var tier = 1; tier < _start.Length - 1; tier++)
        {
            var slots = Slots(wanted, tier - 1);
            for (var i = _start[tier]; i < _start[tier + 1]; i++)
            {
                var at = i - _start[tier];
                var caller = at < slots.Length
                    ? slots[at]
                    : _start[tier - 1] + _random.NextInt(_start[tier] - _start[tier - 1]);
                callees[caller].Add(i);
            }
        }

        return callees;
    }

    /// <summary>The callers of a tier, each as often as it wishes to call, shuffled (Fisher and Yates).</summary>
    private int[] Slots(int[] wanted, int tier)
    {
        var slots = Enumerable.Range(_start[tier], _start[tier + 1] - _start[tier])
            .SelectMany(caller => Enumerable.Repeat(caller, wanted[caller]))
            .ToArray();
        for (var i = slots.Length - 1; i > 0; i--)
        {
            var other = _random.NextInt(i + 1);
            (slots[i], slots[other]) = (slots[other], slots[i]);
        }

        return slots;
    }

    private int Pick(int tier)
    {
        var below = tier + 1 == StoreTier || _random.NextDouble() < StoreCalls
            ? StoreTier
            : tier + 1 + _random.NextInt(StoreTier - tier - 1);
        var size = _start[below + 1] - _start[below];
        return _start[below] + (int)(size * Math.Pow(_random.NextDouble(), Popularity));
    }

    private void Add(int caller, SortedSet<int> callees)
    {
        var share = Math.Min(1, CallsOfARequest / Math.Max(1, callees.Count));
        foreach (var callee in callees)
        {
            var calls = Math.Max(0.001, Math.Round(share * (0.3 + (0.7 * _random.NextDouble())), 3));
            Calls.Add(new DrawnCall(caller, callee, calls, 1 + _random.NextInt(3)));
        }
    }
}
