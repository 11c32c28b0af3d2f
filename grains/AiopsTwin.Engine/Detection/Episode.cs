using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>One deviation of a series, from the first sample that counts towards an alert to the recovery.</summary>
[GenerateSerializer, Alias("aiopstwin.Episode")]
internal struct Episode
{
    // Scores and sizes to seven figures, small numbers in a byte: every series has an episode, few have one going on.
    [NonSerialized]
    private sbyte _direction;

    [NonSerialized]
    private float _size;

    [NonSerialized]
    private float _peakScore;

    [NonSerialized]
    private byte _severity;

    [NonSerialized]
    private float _penalty;

    [NonSerialized]
    private float _recoveryEvidence;

    [NonSerialized]
    private float _threshold;

    /// <summary>+1 while an alert of a rise fires, -1 of a fall, 0 none.</summary>
    [Id(0)]
    public int Direction
    {
        readonly get => _direction;
        set => _direction = (sbyte)value;
    }

    /// <summary>Onset, UTC ticks; of the last episode while none fires.</summary>
    [Id(1)]
    public long StartsAt;

    /// <summary>When the alert was raised, UTC ticks.</summary>
    [Id(2)]
    public long RaisedAt;

    /// <summary>Usual size of the deviation in its direction, on the judged scale.</summary>
    [Id(3)]
    public double Size
    {
        readonly get => _size;
        set => _size = (float)value;
    }

    /// <summary>Recovered samples in a row.</summary>
    [Id(4)]
    public int Recovered;

    /// <summary>The first of them, UTC ticks; the end of the last episode while none fires.</summary>
    [Id(5)]
    public long RecoveredSince;

    /// <summary>Peak score, sign kept.</summary>
    [Id(6)]
    public double PeakScore
    {
        readonly get => _peakScore;
        set => _peakScore = (float)value;
    }

    /// <summary>Expectation at the peak, in the metric's unit.</summary>
    [Id(7)]
    public double PeakExpected;

    /// <summary>Observation at the peak, in the metric's unit.</summary>
    [Id(8)]
    public double PeakObserved;

    /// <summary>Severity of the alert; never lowered in an episode.</summary>
    [Id(9)]
    public AlertSeverity Severity
    {
        readonly get => (AlertSeverity)_severity;
        set => _severity = (byte)value;
    }

    /// <summary>One bit a sample, newest lowest: a rise past the threshold.</summary>
    [Id(10)]
    public int RiseBits;

    /// <summary>The same for falls.</summary>
    [Id(11)]
    public int FallBits;

    /// <summary>The same for samples of a higher severity than the alert has.</summary>
    [Id(12)]
    public int WorseBits;

    /// <summary>What earlier episodes add to the threshold, as of <see cref="PenaltyAt"/>.</summary>
    [Id(13)]
    public double Penalty
    {
        readonly get => _penalty;
        set => _penalty = (float)value;
    }

    /// <summary>When <see cref="Penalty"/> was last added to, UTC ticks.</summary>
    [Id(14)]
    public long PenaltyAt;

    /// <summary>When the deviation was last accepted as the new level, UTC ticks; 0 for never.</summary>
    [Id(15)]
    public long AcceptedAt;

    /// <summary>What the newest samples say for a recovery, in nats, at least 0.</summary>
    [Id(16)]
    public double RecoveryEvidence
    {
        readonly get => _recoveryEvidence;
        set => _recoveryEvidence = (float)value;
    }

    /// <summary>Instant of <see cref="PeakScore"/>, UTC ticks; 0 in records of before it was kept.</summary>
    [Id(17)]
    public long PeakAt;

    /// <summary>What answers to earlier alarms do to the threshold.</summary>
    [Id(18)]
    public AlarmBar Bar;

    /// <summary>The score its alert had to reach; 0 in records of before it was kept.</summary>
    [Id(19)]
    public double Threshold
    {
        readonly get => _threshold;
        set => _threshold = (float)value;
    }

    /// <summary>True when nothing fires, and no sample of late counts towards an alert.</summary>
    public readonly bool IsQuiet => _direction == 0 && (RiseBits | FallBits) == 0;

    /// <summary>True while an alert fires.</summary>
    public readonly bool IsFiring => Direction != 0;
}
