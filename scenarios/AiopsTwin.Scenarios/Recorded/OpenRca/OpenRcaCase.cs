using AiopsTwin.Scenarios.Recorded.Telemetry;

namespace AiopsTwin.Scenarios.Recorded.OpenRca;

/// <summary>One moment of trouble while the days around it are read: the half hour it lies in, as the questions of this
/// benchmark tell it, with half an hour before.</summary>
internal sealed class OpenRcaCase
{
    /// <summary>What a question tells: the half hour.</summary>
    public static readonly TimeSpan Told = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Before = TimeSpan.FromMinutes(30);

    /// <summary>Begins to listen.</summary>
    public OpenRcaCase(DateTimeOffset onset, RecordingLimits limits)
    {
        Onset = onset;
        From = new DateTimeOffset(onset.UtcTicks - (onset.UtcTicks % Told.Ticks), TimeSpan.Zero);
        Telemetry = new RecordedTelemetry(limits);
    }

    /// <summary>When the trouble began, as told.</summary>
    public DateTimeOffset Onset { get; }

    /// <summary>Begin of the half hour.</summary>
    public DateTimeOffset From { get; }

    /// <summary>What was recorded around it.</summary>
    public RecordedTelemetry Telemetry { get; }

    /// <summary>First instant that is read.</summary>
    public DateTimeOffset Earliest => From - Before;

    /// <summary>First instant that is read no more.</summary>
    public DateTimeOffset Latest => From + Told + RecordedTelemetry.Look;

    /// <summary>True when what happened at an instant is read.</summary>
    public bool Hears(DateTimeOffset at) => at >= Earliest && at < Latest;
}
