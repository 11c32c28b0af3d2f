using System.Collections.Immutable;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>What one call has counted and concluded so far. Who calls again and again keeps one: it is emptied by the
/// next call, and its room is used again.</summary>
public sealed class Intake
{
    private AlertBook? _book;
    private List<SiblingSignal>? _signals;
    private Sample[] _sorted = [];

    /// <summary>Samples used.</summary>
    public int Accepted { get; private set; }

    /// <summary>Samples dropped as repeats.</summary>
    public int Duplicates { get; internal set; }

    /// <summary>Samples dropped as too late.</summary>
    public int Late { get; private set; }

    /// <summary>Samples dropped as not finite.</summary>
    public int Invalid { get; private set; }

    /// <summary>Samples dropped for the limit of series.</summary>
    public int Refused { get; internal set; }

    /// <summary>Samples that should have come before these and did not.</summary>
    public int Missed { get; internal set; }

    /// <summary>What leans at the entity; null when nothing is to be told.</summary>
    public LeanSignal? Lean { get; internal set; }

    /// <summary>Alerts raised, worsened or ended, in order of fingerprint; empty most of the time.</summary>
    public ImmutableArray<Alert> Changed => _book?.Changed ?? [];

    /// <summary>What siblings must hear, by metric then instant; empty outside a sibling group.</summary>
    public ImmutableArray<SiblingSignal> Signals => _signals is null or [] ? [] : [.. _signals];

    /// <summary>Adds what siblings must hear.</summary>
    internal void Signal(in SiblingSignal signal) => (_signals ??= []).Add(signal);

    /// <summary>Forgets what it holds.</summary>
    internal void Clear()
    {
        _book = null;
        _signals?.Clear();
        Lean = null;
        Accepted = Duplicates = Late = Invalid = Refused = Missed = 0;
    }

    /// <summary>Samples in order; good until the next call.</summary>
    internal ReadOnlySpan<Sample> Sorted(ReadOnlySpan<Sample> samples, Comparison<Sample> order)
    {
        _sorted = _sorted.Length < samples.Length ? new Sample[samples.Length] : _sorted;
        var sorted = _sorted.AsSpan(0, samples.Length);
        samples.CopyTo(sorted);
        sorted.Sort(order);
        return sorted;
    }

    /// <summary>The book alerts are written in; made when first needed.</summary>
    internal AlertBook BookOf(EntityMonitorState state, DetectionSettings settings) =>
        _book ??= new AlertBook(state, settings.EndedAlertsKept);

    /// <summary>Counts one sample.</summary>
    internal void Count(SampleOutcome outcome)
    {
        switch (outcome)
        {
            case SampleOutcome.Used:
                Accepted++;
                break;
            case SampleOutcome.Duplicate:
                Duplicates++;
                break;
            case SampleOutcome.Late:
                Late++;
                break;
            default:
                Invalid++;
                break;
        }
    }
}
