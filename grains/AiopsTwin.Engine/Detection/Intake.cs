using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>What one call has counted and concluded so far.</summary>
internal sealed class Intake
{
    private AlertBook? _book;
    private List<SiblingSignal>? _signals;

    /// <summary>Samples used.</summary>
    public int Accepted { get; private set; }

    /// <summary>Samples dropped as repeats.</summary>
    public int Duplicates { get; set; }

    /// <summary>Samples dropped as too late.</summary>
    public int Late { get; private set; }

    /// <summary>Samples dropped as not finite.</summary>
    public int Invalid { get; private set; }

    /// <summary>Samples dropped for the limit of series.</summary>
    public int Refused { get; set; }

    /// <summary>Samples that should have come before these and did not.</summary>
    public int Missed { get; set; }

    /// <summary>Alerts that changed.</summary>
    public ImmutableArray<Alert> Changed => _book?.Changed ?? [];

    /// <summary>Signals for siblings.</summary>
    public List<SiblingSignal> Signals => _signals ??= [];

    /// <summary>The same, without making a list.</summary>
    public ImmutableArray<SiblingSignal> SignalsOrEmpty => _signals is null ? [] : [.. _signals];

    /// <summary>The book alerts are written in; made when first needed.</summary>
    public AlertBook BookOf(EntityMonitorState state, DetectionSettings settings) =>
        _book ??= new AlertBook(state, settings.EndedAlertsKept);

    /// <summary>Counts one sample.</summary>
    public void Count(SampleOutcome outcome)
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
