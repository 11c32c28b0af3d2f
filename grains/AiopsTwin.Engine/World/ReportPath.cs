using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World;

/// <summary>The way of reports to their reader: under faults of telemetry some are lost, late, or come twice. Without
/// one it hands them on as they are.</summary>
internal sealed class ReportPath(WorldState state, Draws draws)
{
    private readonly List<(DateTimeOffset Due, ObserveBatch Batch)> _late = [];

    /// <summary>What arrives at an instant: of these reports, and of those on their way.</summary>
    /// <param name="made">Reports made now, sorted by entity.</param>
    /// <param name="interval">Number of the interval.</param>
    /// <param name="now">The instant.</param>
    public ImmutableArray<ObserveBatch> Take(ImmutableArray<ObserveBatch> made, long interval, DateTimeOffset now)
    {
        if (!state.Impairments.IsReportStruck && _late.Count == 0)
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

    private void Send(ObserveBatch batch, long interval, DateTimeOffset now, List<ObserveBatch> arrived)
    {
        var (node, overlay) = (state.Map.TryNodeOf(batch.Entity), state.Impairments);
        var random = draws.Of(node, Purpose.Reports, interval);
        if (random.NextDouble() < overlay.ReportsLost[node])
        {
            return;
        }

        var copies = random.NextDouble() < overlay.ReportsTwice[node] ? 2 : 1;
        for (var copy = 0; copy < copies; copy++)
        {
            if (overlay.ReportsLate[node] > 0)
            {
                _late.Add((now + TimeSpan.FromSeconds(overlay.ReportsLate[node]), batch));
            }
            else
            {
                arrived.Add(batch);
            }
        }
    }
}
