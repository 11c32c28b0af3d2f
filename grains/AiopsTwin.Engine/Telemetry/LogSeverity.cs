namespace AiopsTwin.Engine.Telemetry;

/// <summary>How serious a log record says it is: the short names of OpenTelemetry's severity numbers.</summary>
public enum LogSeverity
{
    /// <summary>Not said.</summary>
    Unspecified,

    /// <summary>Fine detail.</summary>
    Trace,

    /// <summary>For developers.</summary>
    Debug,

    /// <summary>An ordinary step.</summary>
    Info,

    /// <summary>Not an error, but worth a look.</summary>
    Warn,

    /// <summary>Something failed.</summary>
    Error,

    /// <summary>The process cannot go on.</summary>
    Fatal,
}
