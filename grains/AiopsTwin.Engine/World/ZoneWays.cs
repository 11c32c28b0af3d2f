using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Numerics.States;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World;

/// <summary>
/// What the zone matrix costs a call: callers and callees stand in zones by the copies the model deals to its hosts,
/// and any copy calls any, so a call takes each way with the product of both shares. What is not in the matrix, or
/// stands in no zone, costs nothing beyond what every way does.
/// </summary>
[Unchanging]
internal sealed class ZoneWays
{
    private readonly (double[] One, double[] Other, ZoneLinkModel Link)[] _links;

    public ZoneWays(WorldMap map)
    {
        var models = map.Estate.World.ZoneLinks;
        var shares = new Dictionary<int, double[]>();
        _links = [.. (models.IsDefault ? [] : models).Select(link => (Of(link.One), Of(link.Other), link))];

        double[] Of(EntityId zone)
        {
            var node = map.NodeOf(zone, "a zone link");
            return shares.TryGetValue(node, out var known) ? known : shares[node] = SharesIn(map, zone);
        }
    }

    /// <summary>True when the estate says anything of its zones.</summary>
    public bool IsAny => _links.Length > 0;

    /// <summary>Share of the copies of every process that stand in a place, [0, 1].</summary>
    public static double[] SharesIn(WorldMap map, EntityId place)
    {
        var isInside = new bool[map.Entities.Length];
        Array.ForEach(PlaceReach.NodesOf(map, place), node => isInside[node] = true);
        var shares = new double[map.Processes.Length];
        for (var p = 0; p < shares.Length; p++)
        {
            var (here, all, placement) = (0.0, 0.0, map.Placement);
            for (var i = placement.Start[p]; i < placement.Start[p + 1]; i++)
            {
                all += placement.Copies[i];
                here += isInside[placement.Unit[i]] ? placement.Copies[i] : 0;
            }

            shares[p] = all > 0 ? here / all : 0;
        }

        return shares;
    }

    /// <summary>Share of the calls between two processes that go between two places, or within one; each given by the
    /// shares of the copies in it.</summary>
    public static double Between(double[] one, double[] other, int from, int to) => ReferenceEquals(one, other)
        ? one[from] * one[to]
        : Math.Min(1, (one[from] * other[to]) + (other[from] * one[to]));

    /// <summary>Mean and variance, in seconds, of the way there and back of a call, and the share of its packets that
    /// is lost.</summary>
    public (double Mean, double Variance, double Loss) Of(int from, int to)
    {
        var (mean, square, loss) = (0.0, 0.0, 0.0);
        foreach (var (one, other, link) in _links)
        {
            var share = Between(one, other, from, to);
            var (time, deviation) = (link.RoundTrip.TotalSeconds, link.Deviation.TotalSeconds);
            mean += share * time;
            square += share * ((time * time) + (deviation * deviation));
            loss += share * link.Loss;
        }

        return (mean, Math.Max(0, square - (mean * mean)), loss);
    }
}
