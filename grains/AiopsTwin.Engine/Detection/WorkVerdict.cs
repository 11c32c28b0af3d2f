namespace AiopsTwin.Engine.Detection;

/// <summary>What the work of an entity says of the use of one of its resources.</summary>
/// <param name="Change">What the sample did to the deviation of the use from the work.</param>
/// <param name="IsExplained">True when the use is what went with this work before.</param>
internal readonly record struct WorkVerdict(EpisodeChange Change, bool IsExplained);
