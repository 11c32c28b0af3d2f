using Orleans.Serialization;

namespace AiopsTwin.Grains.Durability;

/// <summary>The event log and what writes its payloads.</summary>
internal sealed class EventLogAccess(IEventLog log, Serializer serializer)
{
    /// <summary>The log.</summary>
    public IEventLog Log => log;

    /// <summary>Writes payloads.</summary>
    public Serializer Serializer => serializer;
}
