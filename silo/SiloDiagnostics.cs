using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AiopsTwin.Silo;

/// <summary>The one meter and the one activity source of this project.</summary>
internal static class SiloDiagnostics
{
    public const string Name = "AiopsTwin.Silo";

    public static readonly Meter Meter = new(Name);

    public static readonly ActivitySource Activities = new(Name);
}
