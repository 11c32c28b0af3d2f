namespace AiopsTwin.Scenarios.Recorded.Perturbed;

/// <summary>What is done to a recording that leaves its answer true.</summary>
public enum PerturbationKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The onset is told half a minute early.</summary>
    OnsetEarly30,

    /// <summary>The onset is told half a minute late.</summary>
    OnsetLate30,

    /// <summary>The onset is told a minute early.</summary>
    OnsetEarly60,

    /// <summary>The onset is told a minute late.</summary>
    OnsetLate60,

    /// <summary>The alarm comes a row early.</summary>
    AlarmEarly,

    /// <summary>The alarm comes a row late.</summary>
    AlarmLate,

    /// <summary>One sample in ten is lost.</summary>
    SamplesDropped,

    /// <summary>One span in ten is lost.</summary>
    SpansDropped,

    /// <summary>One log line in ten is lost.</summary>
    LinesDropped,

    /// <summary>There are no samples of what services use.</summary>
    SamplesAbsent,

    /// <summary>There are no spans, and so no requests.</summary>
    SpansAbsent,

    /// <summary>There are no log lines.</summary>
    LinesAbsent,

    /// <summary>Of the time before, only the newer half is known.</summary>
    BaselineHalved,

    /// <summary>Everything takes half as long again, before and since.</summary>
    Slower,

    /// <summary>Every sample is off by two per cent, at random.</summary>
    Noisy,

    /// <summary>A component that is neither at fault nor where the alarm is sends no samples.</summary>
    InnocentMuted,
}
