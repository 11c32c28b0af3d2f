using System.Text.RegularExpressions;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>Which service a pod belongs to, by the naming convention of Kubernetes: deployment, hash of its template,
/// five letters of its own.</summary>
internal static partial class PodName
{
    /// <summary>The service; the pod's whole name where it does not follow the convention.</summary>
    public static EntityId ServiceOf(string pod) =>
        EntityId.Of(EntityKind.Service, Suffix().Replace(pod, "") is { Length: > 0 } name ? name : pod);

    [GeneratedRegex("-[a-f0-9]{6,10}-[a-z0-9]{5}$", RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();
}
