namespace AiopsTwin.Scenarios.Recorded;

/// <summary>A silo would not take a replay.</summary>
public sealed class ReplayRefusedException : Exception
{
    /// <summary>Says nothing more.</summary>
    public ReplayRefusedException()
        : base("the silo refused the replay")
    {
    }

    /// <summary>Says why.</summary>
    public ReplayRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Says why, and what lay behind it.</summary>
    public ReplayRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
