using System.Text;

namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>The labels of one series. Made once for a series, when it is first seen.</summary>
internal sealed class SeriesLabels
{
    private static readonly UTF8Encoding StrictText = new(false, throwOnInvalidBytes: true);
    private readonly SortedDictionary<string, string> _labels = new(StringComparer.Ordinal);

    /// <summary>Metric name, or empty.</summary>
    public string Name => this["__name__"] ?? "";

    /// <summary>Value of a label; null when absent or empty, which mean the same.</summary>
    public string? this[string label] => _labels.TryGetValue(label, out var value) && value.Length > 0 ? value : null;

    /// <summary>All labels, sorted by name.</summary>
    public IReadOnlyDictionary<string, string> All => _labels;

    /// <summary>Reads the label fields of a series.</summary>
    /// <param name="fields">The label fields, one after the other, with their tags.</param>
    /// <param name="options">Limits.</param>
    /// <returns>Null when a limit is passed or a text is not UTF-8.</returns>
    public static SeriesLabels? Read(ReadOnlySpan<byte> fields, IngestOptions options)
    {
        var labels = new SeriesLabels();
        var reader = new ProtobufReader(fields, 0);
        while (reader.Read())
        {
            if (labels._labels.Count == options.MaxLabels || !labels.TryAdd(reader.ReadBytes(out _), options))
            {
                return null;
            }
        }

        return labels;
    }

    private bool TryAdd(ReadOnlySpan<byte> label, IngestOptions options)
    {
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> value = default;
        var reader = new ProtobufReader(label, 0);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    name = reader.ReadBytes(out _);
                    break;
                case 2:
                    value = reader.ReadBytes(out _);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (name.Length > options.MaxLabelBytes || value.Length > options.MaxLabelBytes)
        {
            return false;
        }

        try
        {
            return _labels.TryAdd(StrictText.GetString(name), StrictText.GetString(value));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
