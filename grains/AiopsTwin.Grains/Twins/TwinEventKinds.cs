namespace AiopsTwin.Grains.Twins;

/// <summary>What the payload of a record of the event log is. Names are stored: they never change meaning.</summary>
internal static class TwinEventKinds
{
    /// <summary>An <c>Alert</c> given to the brain with the step whose mark follows.</summary>
    public const string Alert = "alert";

    /// <summary>Alerts of others, as they arrived together: an array of <c>Alert</c>. They wait for the step whose mark
    /// says that it took them.</summary>
    public const string Received = "received";

    /// <summary>A <c>ChangeEvent</c>.</summary>
    public const string Change = "change";

    /// <summary>A step of the clock that had news or brought some. The payload is the position up to which it took what
    /// had been received (a <c>long</c>; everything when there is none). Replay thinks at the same instants.</summary>
    public const string Advance = "advance";

    /// <summary>An <c>Incident</c> whose headline changed, as it was published then; without its lists.</summary>
    public const string Incident = "incident";

    /// <summary>An <see cref="IncidentClosure"/>.</summary>
    public const string Closure = "closure";

    /// <summary>An <c>OperatorWord</c> that was accepted.</summary>
    public const string Word = "word";

    /// <summary>A <c>TopologyReceipt</c>: that the topology changed. The topology itself has a row of its
    /// own.</summary>
    public const string Topology = "topology";

    /// <summary>A <see cref="TwinReset"/>: everything before it but the topology is forgotten.</summary>
    public const string Reset = "reset";
}

/// <summary>A person's word that an incident is over.</summary>
/// <param name="Incident">Which incident.</param>
/// <param name="Who">Who says so.</param>
/// <param name="Why">Why.</param>
/// <param name="At">The twin's clock.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.grains.IncidentClosure")]
public sealed record IncidentClosure(
    [property: Id(0)] string Incident,
    [property: Id(1)] string Who,
    [property: Id(2)] string Why,
    [property: Id(3)] DateTimeOffset At);

/// <summary>Says that a twin begins anew.</summary>
/// <param name="Who">Who wants it.</param>
/// <param name="Why">Why.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.grains.TwinReset")]
public sealed record TwinReset([property: Id(0)] string Who, [property: Id(1)] string Why);
