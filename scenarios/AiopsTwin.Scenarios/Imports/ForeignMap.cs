using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Imports;

/// <summary>
/// A map of another program's format. Reading a field takes it; what nobody took is listed by <see cref="NoteRest"/>,
/// so that nothing is dropped silently. A field that cannot be what the format says it is, is a problem.
/// </summary>
internal sealed class ForeignMap
{
    private readonly SourceMap _map;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    private ForeignMap(SourceMap map, Place place, ImportLog log)
    {
        _map = map;
        Place = place.At(map);
        Log = log;
    }

    /// <summary>Where it stands.</summary>
    public Place Place { get; }

    public ImportLog Log { get; }

    /// <summary>Its keys, in the order written.</summary>
    public IEnumerable<string> Keys => _map.Entries.Select(entry => entry.Key.Text);

    /// <summary>The node as a map; null with a problem when it is something else.</summary>
    public static ForeignMap? Of(SourceNode node, Place place, ImportLog log)
    {
        if (node is SourceMap map)
        {
            return new ForeignMap(map, place, log);
        }

        log.Problems.Add(place.At(node), $"expects a map, not {node.Shape}");
        return null;
    }

    public Place At(string key) => Place.Child(key);

    /// <summary>The node of a field, which is thereby taken; null when it is absent or empty.</summary>
    public SourceNode? Take(string key)
    {
        _taken.Add(key);
        return _map.Find(key) is { } node and not SourceText { IsNull: true } ? node : null;
    }

    public string? Text(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case SourceText text:
                return text.Text.Trim();
            case var other:
                Log.Problems.Add(At(key), $"expects a single value, not {other.Shape}");
                return null;
        }
    }

    /// <summary>A text that must be there.</summary>
    public string Required(string key)
    {
        if (Text(key) is { Length: > 0 } text)
        {
            return text;
        }

        Log.Problems.Add(At(key), "is missing");
        return "";
    }

    public double? Number(string key) => Read<double>(key, text =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value : null, "a number");

    /// <summary>A share in [0, 1]: a percentage (0.1%), or a number as it is.</summary>
    public double? Share(string key) => Read<double>(key, text =>
        double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && (text.EndsWith('%') ? value / 100 : value) is >= 0 and <= 1 and var share ? share : null,
        "a percentage such as 0.1%, or a share from 0 to 1");

    public TimeSpan? Duration(string key) => Read<TimeSpan>(key, text =>
        DurationText.Parse(text, out var value) is null ? value : null, "a duration such as 250ms, 30s or 2m");

    /// <summary>Seconds as a number, or a duration with its unit.</summary>
    public TimeSpan? Seconds(string key) => Read<TimeSpan>(key, text =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value >= 0 && value <= DurationText.Longest.TotalSeconds ? TimeSpan.FromSeconds(value) : null
            : DurationText.Parse(text, out var duration) is null ? duration : null, "a number of seconds");

    public bool Flag(string key) => Read<bool>(key, text => text switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    }, "true or false") ?? false;

    public ForeignMap? Map(string key) => Take(key) is { } node ? Of(node, At(key), Log) : null;

    /// <summary>Items of a list of maps; none when it is absent.</summary>
    public ImmutableArray<ForeignMap> Maps(string key) =>
        [.. Items(key).Select(item => Of(item.Node, item.Place, Log)).OfType<ForeignMap>()];

    /// <summary>Items of a list of words; a single word stands for a list of one.</summary>
    public ImmutableArray<string> Texts(string key)
    {
        if (Take(key) is SourceText single)
        {
            return [single.Text.Trim()];
        }

        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var (node, place) in Items(key))
        {
            if (node is SourceText text)
            {
                texts.Add(text.Text.Trim());
            }
            else
            {
                Log.Problems.Add(place.At(node), $"expects a single value, not {node.Shape}");
            }
        }

        return texts.DrainToImmutable();
    }

    public IEnumerable<(SourceNode Node, Place Place)> Items(string key)
    {
        switch (Take(key))
        {
            case SourceList list:
                return list.Items.Select((item, i) => (item, At(key).Item(i)));
            case null:
                return [];
            case var other:
                Log.Problems.Add(At(key), $"expects a list, not {other.Shape}");
                return [];
        }
    }

    /// <summary>Takes fields that say nothing about what happens: names of resources, owners, versions.</summary>
    public void Skip(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            _taken.Add(key);
        }
    }

    /// <summary>Lists every field that nobody took.</summary>
    public void NoteRest(string reason = "is not understood and was left out")
    {
        foreach (var key in Keys.Where(key => !_taken.Contains(key)))
        {
            Log.Note(At(key), reason);
        }
    }

    private T? Read<T>(string key, Func<string, T?> read, string expected)
        where T : struct
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        var value = read(text);
        if (value is null)
        {
            Log.Problems.Add(At(key), $"'{Types.Short(text)}' is not {expected}");
        }

        return value;
    }
}
