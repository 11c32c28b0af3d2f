using Orleans.Serialization;

namespace AiopsTwin.Grains.Durability;

/// <summary>The event log, and what writes its payloads and copies what is to be written.</summary>
internal sealed class EventLogAccess(IEventLog log, Serializer serializer, DeepCopier copier)
{
    /// <summary>The log.</summary>
    public IEventLog Log => log;

    /// <summary>Writes payloads.</summary>
    public Serializer Serializer => serializer;

    /// <summary>Copies state that goes on changing while it is written.</summary>
    public DeepCopier Copier => copier;
}
