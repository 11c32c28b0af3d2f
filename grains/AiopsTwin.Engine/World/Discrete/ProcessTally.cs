namespace AiopsTwin.Engine.World.Discrete;

/// <summary>What happened at a process.</summary>
internal sealed class ProcessTally
{
    /// <summary>Requests that came.</summary>
    public const int Arrived = 0;

    /// <summary>Own work done.</summary>
    public const int Served = 1;

    /// <summary>Answers.</summary>
    public const int Answered = 2;

    /// <summary>Answers that were failures.</summary>
    public const int Failed = 3;

    /// <summary>Turned away, or lost with a copy, or taken back.</summary>
    public const int Lost = 4;

    /// <summary>Of these, the ones turned away.</summary>
    public const int Shed = 5;

    /// <summary>Seconds spent waiting for a slot and at own work, by those whose own work is done.</summary>
    public const int OwnSeconds = 6;

    /// <summary>Seconds of own work begun.</summary>
    public const int BusySeconds = 7;

    /// <summary>Requests that got a slot.</summary>
    public const int Begun = 8;

    /// <summary>Of these, the ones that had to wait for it.</summary>
    public const int Delayed = 9;

    /// <summary>Seconds they waited.</summary>
    public const int WaitSeconds = 10;

    /// <summary>Seconds to the answer.</summary>
    public const int Seconds = 11;

    /// <summary>Squares of the seconds to the answer.</summary>
    public const int SecondsSquared = 12;

    /// <summary>Slot seconds, waiting for calls with a slot held among them.</summary>
    public const int SlotSeconds = 13;

    /// <summary>Request seconds, waiting or with a slot.</summary>
    public const int PresentSeconds = 14;

    private const int Kinds = 15;

    /// <summary>How often, and how long.</summary>
    public FadingCounts Counts { get; } = new(Kinds, Answered, Served);

    /// <summary>Times from arrival to answer, failures included, since they were cleared.</summary>
    public ResponseTally Response { get; } = new();

    /// <summary>The same, of a telemetry interval.</summary>
    public ResponseTally Interval { get; } = new();

    /// <summary>Counts at the begin of the telemetry interval.</summary>
    public double[] AtInterval { get; } = new double[Kinds];

    /// <summary>Counts when they were cleared.</summary>
    public double[] AtClear { get; } = new double[Kinds];

    /// <summary>Counts one more.</summary>
    public void Add(int kind) => Counts.All[kind]++;

    /// <summary>Adds to a sum.</summary>
    public void Add(int kind, double amount) => Counts.All[kind] += amount;

    /// <summary>Counts an answer.</summary>
    public void Answer(double seconds, bool isSuccess)
    {
        var all = Counts.All;
        all[Answered]++;
        all[Failed] += isSuccess ? 0 : 1;
        all[Seconds] += seconds;
        all[SecondsSquared] += seconds * seconds;
        Response.Add(seconds);
        Interval.Add(seconds);
    }

    /// <summary>A count of the telemetry interval so far.</summary>
    public double InInterval(int kind) => Counts.All[kind] - AtInterval[kind];

    /// <summary>A count since the last <see cref="Clear"/>.</summary>
    public double SinceClear(int kind) => Counts.All[kind] - AtClear[kind];

    /// <summary>Begins a telemetry interval.</summary>
    public void BeginInterval()
    {
        Counts.All.CopyTo(AtInterval, 0);
        Interval.Clear();
    }

    /// <summary>Forgets what was counted so far.</summary>
    public void Clear()
    {
        Counts.All.CopyTo(AtClear, 0);
        Response.Clear();
    }
}
