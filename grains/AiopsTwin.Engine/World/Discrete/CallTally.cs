namespace AiopsTwin.Engine.World.Discrete;

/// <summary>What happened to the attempts of one call of the graph.</summary>
internal sealed class CallTally
{
    /// <summary>Attempts asked for.</summary>
    public const int Asked = 0;

    /// <summary>Of these, the ones a breaker stopped.</summary>
    public const int Barred = 1;

    /// <summary>Of these, the ones that got no connection in time.</summary>
    public const int Unconnected = 2;

    /// <summary>Seconds waited for a connection, by those that got one and those that did not.</summary>
    public const int WaitSeconds = 3;

    /// <summary>Squares of these.</summary>
    public const int WaitSecondsSquared = 4;

    /// <summary>Attempts that got a connection and are over.</summary>
    public const int Ended = 5;

    /// <summary>Of these, the ones given up for want of an answer.</summary>
    public const int Late = 6;

    /// <summary>Seconds after which these were given up.</summary>
    public const int LateSeconds = 7;

    /// <summary>Attempts that failed before.</summary>
    public const int Failed = 8;

    /// <summary>Seconds of all connected attempts.</summary>
    public const int Seconds = 9;

    /// <summary>Squares of these.</summary>
    public const int SecondsSquared = 10;

    /// <summary>Attempts and messages that reached the callee.</summary>
    public const int Sent = 11;

    private const int Kinds = 12;

    /// <summary>How often, and how long.</summary>
    public FadingCounts Counts { get; } = new(Kinds, Ended, Sent);

    /// <summary>Counts one more.</summary>
    public void Add(int kind) => Counts.All[kind]++;

    /// <summary>Counts a wait for a connection.</summary>
    public void Wait(double seconds)
    {
        Counts.All[WaitSeconds] += seconds;
        Counts.All[WaitSecondsSquared] += seconds * seconds;
    }

    /// <summary>Counts the end of a connected attempt.</summary>
    public void End(double seconds, AttemptEnd end)
    {
        var all = Counts.All;
        all[Ended]++;
        all[Seconds] += seconds;
        all[SecondsSquared] += seconds * seconds;
        all[Failed] += end == AttemptEnd.Failed ? 1 : 0;
        all[Late] += end == AttemptEnd.Late ? 1 : 0;
        all[LateSeconds] += end == AttemptEnd.Late ? seconds : 0;
    }
}

/// <summary>How an attempt ends.</summary>
internal enum AttemptEnd
{
    /// <summary>With an answer.</summary>
    Answered,

    /// <summary>With a failure.</summary>
    Failed,

    /// <summary>Without an answer in time.</summary>
    Late,
}
