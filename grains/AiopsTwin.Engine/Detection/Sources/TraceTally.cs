using Orleans;

namespace AiopsTwin.Engine.Detection.Sources;

/// <summary>How many of an entity's log records name the trace they belong to, fading by count; means something only
/// once spans of the entity are known. O(1).</summary>
[GenerateSerializer, Alias("aiopstwin.TraceTally")]
internal struct TraceTally
{
    /// <summary>What it takes off the score when none does: values stay true, but cannot be joined to requests.
    /// </summary>
    public const double Cost = 0.3;

    private const float Gain = 0.005f;
    private const int FewestRecords = 50;

    /// <summary>True once a span of the entity was seen.</summary>
    [Id(0)]
    public bool HasSpans;

    /// <summary>Log records seen, counted up to the fewest that mean something.</summary>
    [Id(1)]
    public int Records;

    /// <summary>Share of them without a trace id.</summary>
    [Id(2)]
    public float Missing;

    /// <summary>Hears that the entity's spans are known.</summary>
    public void HearSpan() => HasSpans = true;

    /// <summary>Hears one log record.</summary>
    public void HearRecord(bool hasTrace)
    {
        Records = Math.Min(Records + 1, FewestRecords);
        var gain = Math.Max(Gain, 1f / (1 + Records));
        Missing += (Records == 1 ? 1 : gain) * ((hasTrace ? 0 : 1) - Missing);
    }

    /// <summary>Share of records without a trace id where there should be one, in [0, 1]; 0 while too little is
    /// known.</summary>
    public readonly double MissingShare => HasSpans && Records >= FewestRecords ? Missing : 0;
}
