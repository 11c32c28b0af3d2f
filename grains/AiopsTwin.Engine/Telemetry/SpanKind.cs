namespace AiopsTwin.Engine.Telemetry;

/// <summary>Which side of a call a span stands for: the kinds of OpenTelemetry.</summary>
public enum SpanKind
{
    /// <summary>Not said.</summary>
    Unspecified,

    /// <summary>Work inside one process.</summary>
    Internal,

    /// <summary>A request being answered.</summary>
    Server,

    /// <summary>A request being made and waited for.</summary>
    Client,

    /// <summary>A message being sent, not waited for.</summary>
    Producer,

    /// <summary>A message being worked on.</summary>
    Consumer,
}
