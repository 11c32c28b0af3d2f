using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World.Monitoring;

namespace AiopsTwin.Engine.World;

/// <summary>The way of reports to their reader, over the collectors of the estate if it has any: under faults some are
/// lost, late, or come twice. Without either it hands them on as they are.</summary>
internal sealed class ReportPath(WorldState state, Draws draws, Collectors collectors)
{
    private readonly List<(DateTimeOffset Due, ObserveBatch Batch)> _late = [];
    private readonly bool[] _isLost = new bool[state.Map.Entities.Length];

    /// <summary>What arrives at an instant: of these reports, and of those on their way.</summary>
    /// <param name="made">Reports made now, sorted by entity.</param>
    /// <param name="interval">Number of the interval.</param>
    /// <param name="now">The instant.</param>
    public ImmutableArray<ObserveBatch> Take(ImmutableArray<ObserveBatch> made, long interval, DateTimeOffset now)
    {
        Array.Clear(_isLost);
        if (!collectors.IsAny && !state.Impairments.IsReportStruck && _late.Count == 0)
        {
            return made;
        }

        var arrived = new List<ObserveBatch>(made.Length);
        arrived.AddRange(_late.Where(held => held.Due <= now).Select(held => held.Batch));
        _late.RemoveAll(held => held.Due <= now);
        foreach (var batch in made)
        {
            Send(batch, interval, now, arrived);
        }

        return [.. arrived.OrderBy(batch => batch.Entity).ThenBy(batch => batch.Sequence)];
    }

    /// <summary>Spans and lines of the interval that arrive: those of entities whose report was not lost, for they go
    /// the same way. They are never late and never come twice.</summary>
    public RequestSignals Take(RequestSignals made) => !_isLost.AsSpan().Contains(true)
        ? made
        : new RequestSignals(
            [.. made.Spans.Where(span => !IsLost(span.Entity))], [.. made.Lines.Where(line => !IsLost(line.Entity))]);

    private bool IsLost(EntityId entity) => _isLost[state.Map.TryNodeOf(entity)];

    private void Send(ObserveBatch batch, long interval, DateTimeOffset now, List<ObserveBatch> arrived)
    {
        var node = state.Map.TryNodeOf(batch.Entity);
        var way = collectors.Way(node);
        var random = draws.Of(node, Purpose.Reports, interval);
        if (random.NextDouble() < way.Lost)
        {
            _isLost[node] = true;
            return;
        }

        var copies = random.NextDouble() < way.Twice ? 2 : 1;
        for (var copy = 0; copy < copies; copy++)
        {
            if (way.Late > 0)
            {
                _late.Add((now + TimeSpan.FromSeconds(way.Late), batch));
            }
            else
            {
                arrived.Add(batch);
            }
        }
    }
}
