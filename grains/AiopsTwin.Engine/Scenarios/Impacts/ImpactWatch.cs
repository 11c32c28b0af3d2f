using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios.Impacts;

/// <summary>
/// Watches in a simulated world how hard the entities are hit that a scenario's expectations name, by
/// <see cref="ImpactRule"/>: means over telemetry intervals against those of the minutes before the onset. O(named
/// entities) a tick.
/// </summary>
internal sealed class ImpactWatch
{
    /// <summary>Time before the onset that says what is usual.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(10);

    private readonly TimeSpan _onset;
    private readonly TimeSpan _step;
    private readonly EntityId[] _entities;
    private readonly List<double>[] _severity;
    private readonly Mean[] _usual;
    private readonly Mean[] _now;

    private ImpactWatch(Scenario scenario, TimeSpan onset, EntityId[] entities)
    {
        _onset = onset;
        _step = scenario.TelemetryInterval;
        _entities = entities;
        _severity = [.. entities.Select(_ => new List<double>())];
        _usual = new Mean[entities.Length];
        _now = new Mean[entities.Length];
    }

    /// <summary>The watch a scenario needs; null when it claims nothing about impacts.</summary>
    public static ImpactWatch? Of(Scenario scenario)
    {
        var entities = scenario.Expectations.SelectMany(claim => claim.Entities).Distinct().Order().ToArray();
        return scenario.Truth.Onset is { } onset && entities.Length > 0
            ? new ImpactWatch(scenario, onset, entities)
            : null;
    }

    /// <summary>What was seen so far, by entity.</summary>
    public ImmutableArray<ImpactCourse> Courses() =>
        [.. _entities.Select((entity, i) => new ImpactCourse(entity, _onset, _step, [.. _severity[i]]))];

    /// <summary>Looks at a world after a tick.</summary>
    /// <param name="state">The world.</param>
    /// <param name="position">The end of the tick, as an offset from the scenario's start.</param>
    public void Look(WorldState state, TimeSpan position)
    {
        if (position <= _onset - Usual)
        {
            return;
        }

        var columns = state.Processes;
        var isOver = position > _onset && (position - _onset).Ticks % _step.Ticks == 0;
        for (var i = 0; i < _entities.Length; i++)
        {
            var process = state.Map.ProcessOf(_entities[i]);
            var quality = new WorkQuality(columns.Success[process], columns.ResponseMean[process]);
            if (position <= _onset)
            {
                _usual[i] = _usual[i].With(quality);
                continue;
            }

            _now[i] = _now[i].With(quality);
            if (isOver)
            {
                _severity[i].Add(ImpactRule.Severity(_now[i].Value, _usual[i].Value));
                _now[i] = default;
            }
        }
    }

    private readonly record struct Mean(double Success, double Response, int Count)
    {
        public WorkQuality Value => new(Success / Math.Max(1, Count), Response / Math.Max(1, Count));

        public Mean With(in WorkQuality quality) =>
            new(Success + quality.Success, Response + quality.Response, Count + 1);
    }
}
