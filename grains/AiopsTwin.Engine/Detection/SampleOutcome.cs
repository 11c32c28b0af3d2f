namespace AiopsTwin.Engine.Detection;

/// <summary>What became of one sample.</summary>
internal enum SampleOutcome
{
    /// <summary>It was used.</summary>
    Used,

    /// <summary>Its instant was already observed.</summary>
    Duplicate,

    /// <summary>It came too late.</summary>
    Late,

    /// <summary>Its value was not finite, or a counter's step made no sense.</summary>
    Invalid,
}
