namespace AiopsTwin.Benchmarks.Diagnosing;

/// <summary>How much there was to read.</summary>
internal sealed record IncidentVolume(int Hosts, int Calls, int Series, int Spans, int Lines)
{
    /// <summary>Settled heap of what the entities of the live twin keep of the requests.</summary>
    public long KeptBytes { get; init; }
}

/// <summary>What one diagnosis cost, by its parts, in processor milliseconds and bytes allocated.</summary>
internal sealed record DiagnosisRun(IncidentVolume Volume)
{
    /// <summary>Spans and lines since the onset made visits.</summary>
    public double JoinMs { get; init; }

    /// <summary>These visits counted.</summary>
    public double CountMs { get; init; }

    /// <summary>The counts compared with those before.</summary>
    public double CompareMs { get; init; }

    /// <summary>Every series against its time before.</summary>
    public double SeriesMs { get; init; }

    /// <summary>The ranking, with the floods it asks for.</summary>
    public double RankMs { get; init; }

    /// <summary>Every entity's own comparison, and the judgement over all of them.</summary>
    public double FindMs { get; init; }

    /// <summary>The ranking with partitions that are cut already.</summary>
    public double LiveRankMs { get; init; }

    /// <summary>The plain ranking.</summary>
    public double PeerMs { get; init; }

    /// <summary>Allocated by all parts of a recording's diagnosis.</summary>
    public double RecordedBytes { get; init; }

    /// <summary>Allocated by all parts of a live twin's diagnosis.</summary>
    public double LiveBytes { get; init; }

    /// <summary>True when the service at fault is ranked first, by both ways.</summary>
    public bool IsCauseFirst { get; init; }

    /// <summary>True when the plain ranking has it first.</summary>
    public bool IsPeerRight { get; init; }

    /// <summary>From spans, lines and samples to the ranking.</summary>
    public double RecordedMs => JoinMs + CountMs + CompareMs + SeriesMs + RankMs;

    /// <summary>From what entities have counted to the ranking.</summary>
    public double LiveMs => FindMs + LiveRankMs;
}
