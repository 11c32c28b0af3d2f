using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Durability;
using Microsoft.Extensions.Options;
using Orleans.Serialization;

namespace AiopsTwin.Grains.Twins;

/// <summary>What a twin needs of its silo, in one piece.</summary>
internal sealed class TwinServices(
    TwinThinking thinking, IOptions<TwinOptions> options, EventLogAccess log, LocalGrains local, TimeProvider time)
{
    /// <summary>Who lives on this silo.</summary>
    public LocalGrains Local => local;

    /// <summary>How the twin thinks.</summary>
    public TwinSettings Settings => thinking.Settings;

    /// <summary>Who simulates what suspects would have brought about.</summary>
    public ICounterfactualProver Prover => thinking.Prover;

    /// <summary>Who asks entities for their capacity.</summary>
    public CapacityWatch Capacity { get; } = new(thinking.Settings);

    /// <summary>Its limits and periods.</summary>
    public TwinOptions Options => options.Value;

    /// <summary>Where what must not be lost goes.</summary>
    public IEventLog Log => log.Log;

    /// <summary>Writes payloads of the log.</summary>
    public Serializer Serializer => log.Serializer;

    /// <summary>Copies state that goes on changing while it is written.</summary>
    public DeepCopier Copier => log.Copier;

    /// <summary>Wall time, for twins whose clock it is and for measuring.</summary>
    public TimeProvider Time => time;
}
