using Orleans;

namespace AiopsTwin.Engine.Telemetry;

/// <summary>Which way a metric moves when things get worse.</summary>
public enum BadDirection
{
    /// <summary>Both a rise and a fall may be bad (request rate).</summary>
    Both,

    /// <summary>A rise is bad (latency, errors, utilisation).</summary>
    Up,

    /// <summary>A fall is bad (availability, cache hits).</summary>
    Down,
}

/// <summary>The fault family a metric speaks for; one entity's evidence is taken once per family.</summary>
public enum MetricFamily
{
    /// <summary>Anything not listed below.</summary>
    Other,

    /// <summary>Work arriving or done.</summary>
    Traffic,

    /// <summary>Time taken.</summary>
    Latency,

    /// <summary>Work failed.</summary>
    Errors,

    /// <summary>Processor use.</summary>
    Cpu,

    /// <summary>Memory use.</summary>
    Memory,

    /// <summary>Disk space or disk time.</summary>
    Disk,

    /// <summary>Network loss, retransmission, throughput.</summary>
    Network,

    /// <summary>Queues, pools and other limits filling up.</summary>
    Saturation,

    /// <summary>Being there at all.</summary>
    Availability,
}

/// <summary>How the numbers of a metric behave.</summary>
public enum MetricShape
{
    /// <summary>A level that may move either way.</summary>
    Gauge,

    /// <summary>A monotone total with resets; judged as a rate per second.</summary>
    Counter,

    /// <summary>A share in [0, 1].</summary>
    Ratio,
}

/// <summary>What is known of a metric beside its values.</summary>
/// <param name="Name">The name, as in <see cref="MetricCatalog"/>.</param>
/// <param name="Unit">UCUM unit, as OpenTelemetry writes it (<c>s</c>, <c>By</c>, <c>1</c>,
/// <c>{request}/s</c>).</param>
/// <param name="Shape">How the numbers behave.</param>
/// <param name="Bad">Which way is bad.</param>
/// <param name="Family">The fault family it speaks for.</param>
/// <param name="ScaleFloor">Smallest spread, in the metric's unit, ever assumed: differences far below it mean
/// nothing.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.MetricDescriptor")]
public sealed record MetricDescriptor(
    [property: Id(0)] string Name,
    [property: Id(1)] string Unit,
    [property: Id(2)] MetricShape Shape,
    [property: Id(3)] BadDirection Bad,
    [property: Id(4)] MetricFamily Family,
    [property: Id(5)] double ScaleFloor)
{
    /// <summary>True when it tells how much work there is, not how well it is done: requests, bytes,
    /// connections.</summary>
    public bool IsWork => Family == MetricFamily.Traffic
        || (Family is MetricFamily.Network or MetricFamily.Saturation && Bad == BadDirection.Both);
}
