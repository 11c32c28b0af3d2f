namespace AiopsTwin.Scenarios.Recorded;

/// <summary>Who says that something is wrong.</summary>
public enum ReplayOnset
{
    /// <summary>The twin alone, by its own detectors.</summary>
    Self,

    /// <summary>Besides the twin, somebody outside: one alarm at the front end, as a user's complaint would
    /// be.</summary>
    Oracle,

    /// <summary>As <see cref="Oracle"/>, a minute late; the same where a row covers minutes.</summary>
    Late60,
}
