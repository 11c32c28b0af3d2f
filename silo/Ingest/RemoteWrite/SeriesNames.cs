using System.Text;

namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>Names for series that are kept as they come: the metric and the labels that do not say whose it
/// is.</summary>
internal static class SeriesNames
{
    private const int MaxLength = 200;

    private static readonly HashSet<string> EntityLabels = new(StringComparer.Ordinal)
    {
        "__name__", "instance", "job", "service", "service_name", "app", "namespace", "pod", "cluster", "zone", "rack",
        "host", "node", "nodename", "hostname", "twin_entity", "prometheus", "prometheus_replica",
    };

    /// <summary>The name; null when it would be too long to be useful.</summary>
    public static string? Of(SeriesLabels labels)
    {
        var text = new StringBuilder(labels.Name);
        var separator = '{';
        foreach (var (name, value) in labels.All)
        {
            if (!EntityLabels.Contains(name))
            {
                text.Append(separator).Append(name).Append('=').Append(value);
                separator = ',';
            }
        }

        if (separator == ',')
        {
            text.Append('}');
        }

        return text.Length <= MaxLength ? text.ToString() : null;
    }
}
