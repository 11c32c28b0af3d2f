using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Causes;

/// <summary>A case while its trouble is being drawn.</summary>
internal sealed class CauseDraft(CauseEstate estate, SeededRandom random)
{
    private readonly List<TimelineStep> _steps = [];
    private SeededRandom _random = random;

    /// <summary>When trouble begins.</summary>
    public static TimeSpan Onset { get; } = TimeSpan.FromMinutes(5);

    public CauseEstate Estate { get; set; } = estate;

    /// <summary>What is at fault; empty when nothing is.</summary>
    public List<EntityId> Roots { get; } = [];

    public Hearing Hearing { get; set; } = Hearing.Full;

    /// <summary>How long the case is watched, from the start.</summary>
    public TimeSpan Duration { get; set; } = TimeSpan.FromMinutes(20);

    public ImmutableArray<TimelineStep> Steps => [.. _steps];

    /// <summary>One of them, each as likely.</summary>
    public T Pick<T>(IEnumerable<T> from)
    {
        var all = from.ToList();
        return all[_random.NextInt(all.Count)];
    }

    /// <summary>A number from low to high.</summary>
    public double Between(double low, double high) => low + ((high - low) * _random.NextDouble());

    /// <summary>Injects a fault at the onset, and holds its target responsible.</summary>
    public void Strike(string kind, EntityId target, params ReadOnlySpan<(string Name, double Value)> magnitudes) =>
        Inject(Fault(kind, target, null, magnitudes), Onset);

    /// <summary>The same for a link; responsible is the caller.</summary>
    public void StrikeLink(
        string kind, EntityId caller, EntityId callee, params ReadOnlySpan<(string Name, double Value)> magnitudes) =>
        Inject(Fault(kind, caller, callee, magnitudes), Onset);

    /// <summary>The same fault again and again for a while each time.</summary>
    public void StrikeOften(
        string kind, EntityId target, (TimeSpan Every, TimeSpan Lasting) rhythm, (string Name, double Value) magnitude)
    {
        Roots.Add(target);
        _steps.Add(new TimelineStep(
            new StepTime(Onset, rhythm.Every, null),
            Fault(kind, target, null, magnitude) with { Duration = rhythm.Lasting }, null, null, null));
    }

    /// <summary>Reports a change.</summary>
    public void Change(ChangeKind kind, EntityId entity, TimeSpan at, string title) => _steps.Add(new TimelineStep(
        new StepTime(at, null, null), null, null,
        new ChangeEvent(
            $"change-{_steps.Count}", "pipeline", entity, kind, default, title,
            ImmutableSortedDictionary<string, string>.Empty),
        null));

    private void Inject(FaultSpec fault, TimeSpan at)
    {
        Roots.Add(fault.Targets[0]);
        _steps.Add(new TimelineStep(new StepTime(at, null, null), fault, null, null, null));
    }

    private FaultSpec Fault(
        string kind, EntityId target, EntityId? peer, params ReadOnlySpan<(string Name, double Value)> magnitudes)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in magnitudes)
        {
            values[name] = value;
        }

        return new FaultSpec($"fault-{_steps.Count}", kind, [target], peer, values.ToImmutable(), TimeSpan.Zero, null);
    }
}
