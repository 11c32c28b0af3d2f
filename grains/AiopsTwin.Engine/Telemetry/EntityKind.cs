namespace AiopsTwin.Engine.Telemetry;

/// <summary>What sort of thing an entity is. The kind is data: every kind is served by the same grain class.</summary>
public enum EntityKind
{
    /// <summary>A logical service: what callers name.</summary>
    Service,

    /// <summary>One running copy of something: a pod, a virtual machine, a process.</summary>
    Instance,

    /// <summary>A physical or virtual machine that instances run on.</summary>
    Host,

    /// <summary>A rack: hosts in it share power and a place.</summary>
    Rack,

    /// <summary>A network switch.</summary>
    Switch,

    /// <summary>A zone or room: the widest failure domain of one site.</summary>
    Zone,

    /// <summary>A database, cache or object store.</summary>
    Datastore,

    /// <summary>A message queue or topic.</summary>
    Queue,

    /// <summary>Something outside the estate: a provider, a payment network, a utility feed.</summary>
    External,
}
