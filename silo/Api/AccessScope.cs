namespace AiopsTwin.Silo.Api;

/// <summary>What the holder of a token may do.</summary>
public enum AccessScope
{
    /// <summary>Ask the API and scrape the process's own numbers.</summary>
    Read,

    /// <summary>Send what agents send: samples, changes, alerts, topology and the time of a driven twin.</summary>
    Ingest,

    /// <summary>Everything: runs, decisions on incidents and the page, besides what the other scopes allow.</summary>
    Operate,
}
