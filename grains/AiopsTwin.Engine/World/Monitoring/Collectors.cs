using AiopsTwin.Engine.Numerics.States;

namespace AiopsTwin.Engine.World.Monitoring;

/// <summary>
/// What the estate's collectors do to the telemetry they carry. A collector without a running copy carries nothing, one
/// whose queue is full turns away what it sheds, one that is behind is late, and what stands on the other side of a cut
/// network does not reach it. Entities without a collector are heard directly.
/// </summary>
internal sealed class Collectors
{
    private readonly WorldState _state;

    /// <summary>Collectors of every node, by process number; empty for a node that is heard directly.</summary>
    [Unchanging]
    private readonly int[][] _of;

    public Collectors(WorldState state)
    {
        _state = state;
        var map = state.Map;
        _of = new int[map.Entities.Length][];
        Array.Fill(_of, []);
        var models = map.Estate.World.Monitors;
        foreach (var model in models.IsDefault ? [] : models)
        {
            var collector = map.ProcessOf(model.Collector);
            if (collector < 0)
            {
                throw new ArgumentException($"{model.Collector} collects telemetry but has no process model.");
            }

            IsAny = true;
            foreach (var carried in model.Carries)
            {
                var node = map.NodeOf(carried, "a collector");
                _of[node] = [.. _of[node], collector];
            }
        }
    }

    /// <summary>True when the estate has collectors.</summary>
    public bool IsAny { get; }

    /// <summary>True for an entity whose collectors are all without a running copy: nothing is heard of it and no rule
    /// about it is evaluated.</summary>
    public bool IsBlind(int node) =>
        _of[node].Length > 0 && Array.TrueForAll(_of[node], collector => _state.Processes.Copies[collector] == 0);

    /// <summary>What becomes of the reports of a node: the share that is lost, by how many seconds the others are late,
    /// and the share that comes twice. Its own faults are included.</summary>
    public (double Lost, double Late, double Twice) Way(int node)
    {
        var overlay = _state.Impairments;
        var own = (overlay.ReportsLost[node], overlay.ReportsLate[node], overlay.ReportsTwice[node]);
        if (_of[node].Length == 0)
        {
            return own;
        }

        var best = (Lost: 1.0, Late: 0.0, Twice: 0.0);
        var isAny = false;
        foreach (var collector in _of[node])
        {
            if (_state.Processes.Copies[collector] == 0)
            {
                continue;
            }

            // What one collector loses another may have: a report is lost when all of them lose it.
            var way = Through(node, collector);
            best = isAny
                ? (best.Lost * way.Lost, Math.Min(best.Late, way.Late), Math.Min(best.Twice, way.Twice))
                : way;
            isAny = true;
        }

        return (Either(own.Item1, best.Lost), own.Item2 + best.Late, Either(own.Item3, best.Twice));
    }

    private (double Lost, double Late, double Twice) Through(int node, int collector)
    {
        var (map, overlay, columns) = (_state.Map, _state.Impairments, _state.Processes);
        var there = map.ProcessNode[collector];
        if (there == node)
        {
            return (0, 0, 0);
        }

        var lost = Either(Cut(node, collector), columns.ShedShare[collector]);
        lost = Either(lost, Either(overlay.ErrorAdd[collector], overlay.Thrown[collector]));

        // Less than a second is nothing to who looks at whole intervals.
        var late = Math.Floor(columns.Wait[collector]) + overlay.ReportsLate[there];
        return (Either(lost, overlay.ReportsLost[there]), late, overlay.ReportsTwice[there]);
    }

    /// <summary>Share of the way between an entity and its collector that carries nothing: that of the calls between
    /// them, where one calls the other, or else what is isolated from each other.</summary>
    private double Cut(int node, int collector)
    {
        var (map, overlay) = (_state.Map, _state.Impairments);
        var p = map.ProcessOfNode[node];
        var call = p < 0 ? -1 : map.Graph.Find(p, collector);
        if (call < 0 && p >= 0)
        {
            call = map.Graph.Find(collector, p);
        }

        return call >= 0 ? 1 - overlay.Calls.Reaching(call) : overlay.Apart(node, map.ProcessNode[collector]);
    }

    private static double Either(double one, double other) => 1 - ((1 - one) * (1 - other));
}
