using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Scenarios.Storms;

namespace AiopsTwin.Cli.Peers;

/// <summary>A stream of alerts that is sent to the twin and to its peer alike, and what is true of it.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Map">The map, which the twin alone gets: the peer has no use for one.</param>
/// <param name="Alerts">When each is sent, in seconds, in order.</param>
/// <param name="Roots">What failed.</param>
internal sealed record PeerStream(
    string Name, TopologySnapshot Map, ImmutableArray<(double At, StormAlert Alert)> Alerts,
    ImmutableArray<EntityId> Roots)
{
    private const double Lasts = 15;
    private const int Half = 250;
    private const int Strangers = 40;
    private const int HealthyRows = 10;

    /// <summary>The streams, in the order in which they are told.</summary>
    public static ImmutableArray<PeerStream> All =>
    [
        OneSwitch("a switch and 500 machines, the switch first", 0),
        OneSwitch("a switch and 500 machines, the switch last", Lasts),
        TwoSwitches(),
    ];

    /// <summary>What an alert is due to: the switch of its row, or its own entity where that is a stranger.</summary>
    public static EntityId CauseOf(EntityId entity) =>
        StormEstate.RowOf(entity) is >= 0 and var row ? StormEstate.SwitchOf(row) : entity;

    private static PeerStream OneSwitch(string name, double switchAt) => new(
        name, new StormEstate(2).Build(),
        [
            .. Spread(StormEstate.Dead(0), 1)
                .Select(one => one.Alert.Entity == StormEstate.SwitchOf(0) ? one with { At = switchAt } : one)
                .OrderBy(one => one.At),
        ],
        [StormEstate.SwitchOf(0)]);

    private static PeerStream TwoSwitches()
    {
        ImmutableArray<StormAlert> strangers =
        [
            .. Enumerable.Range(0, Strangers).Select(number => new StormAlert(
                StormEstate.StrangerOf(number), "HighErrorRate", "critical")),
        ];
        return new PeerStream(
            "two switches with 250 machines each, and 40 unrelated services in ten other rows",
            new StormEstate(2 + HealthyRows, Half).Build(Strangers, fromRow: 2),
            [.. Spread([.. StormEstate.Dead(0, Half), .. StormEstate.Dead(1, Half), .. strangers], 2)],
            [StormEstate.SwitchOf(0), StormEstate.SwitchOf(1), .. strangers.Select(alert => alert.Entity)]);
    }

    private static IEnumerable<(double At, StormAlert Alert)> Spread(IEnumerable<StormAlert> alerts, ulong seed)
    {
        var random = new SeededRandom(seed);
        var all = new List<(double At, StormAlert Alert)>();
        foreach (var alert in alerts)
        {
            all.Add((Lasts * random.NextDouble(), alert));
        }

        return all.OrderBy(one => one.At);
    }
}
