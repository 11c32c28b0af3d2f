namespace AiopsTwin.Engine.Detection.Sources;

/// <summary>What can be wrong with telemetry itself, whatever it says.</summary>
public enum QualityFlaw
{
    /// <summary>Samples that should have come are missing.</summary>
    Gaps,

    /// <summary>Series send nothing any more although the entity does, or the entity fell silent.</summary>
    Stale,

    /// <summary>The same instant is sent again.</summary>
    Duplicates,

    /// <summary>Samples come after later ones were judged.</summary>
    Late,

    /// <summary>Values that are not numbers, or counters whose steps make no sense.</summary>
    Invalid,

    /// <summary>A series that used to vary repeats one value.</summary>
    Stuck,

    /// <summary>The sender's clock, or the way here, is off.</summary>
    ClockSkew,

    /// <summary>More series than may be kept: the rest is refused.</summary>
    Cardinality,

    /// <summary>Log records without a trace id where spans are known.</summary>
    MissingTraces,
}
