using AiopsTwin.Engine.Correlation;

namespace AiopsTwin.Grains.Incidents;

/// <summary>The stored record of an incident.</summary>
[GenerateSerializer, Alias("aiopstwin.grains.IncidentState")]
public sealed class IncidentState
{
    /// <summary>The newest record; null before the first.</summary>
    [Id(0)]
    public Incident? Incident { get; set; }
}
