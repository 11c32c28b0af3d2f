using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>
/// The parameters of an action by their paths (<c>delay.latency</c>), as text. As with <see cref="ForeignMap"/>, what
/// nobody took is noted in the end.
/// </summary>
internal sealed class ChaosParameters(ImportLog log)
{
    private readonly SortedDictionary<string, (string Text, Place Place)> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public ImportLog Log { get; } = log;

    /// <summary>Adds a value, or all values of a map or list below the path.</summary>
    public void Add(string path, SourceNode node, Place place)
    {
        switch (node)
        {
            case SourceMap map:
                foreach (var entry in map.Entries)
                {
                    Add(Join(path, entry.Key.Text), entry.Value, place.At(map).Child(entry.Key.Text));
                }

                break;
            case SourceList list:
                for (var i = 0; i < list.Items.Length; i++)
                {
                    Add(Join(path, i.ToString(System.Globalization.CultureInfo.InvariantCulture)), list.Items[i],
                        place.At(list).Item(i));
                }

                break;
            case SourceText { IsNull: false } text:
                _values[path] = (text.Text.Trim(), place.At(text));
                break;
        }
    }

    public (string Text, Place Place)? Take(string path)
    {
        _taken.Add(path);
        return _values.TryGetValue(path, out var value) ? value : null;
    }

    /// <summary>Takes a value for a replacement of it, for example one that stands in the configuration.</summary>
    public void Replace(Func<string, Place, string> replace)
    {
        foreach (var (path, value) in _values.ToArray())
        {
            _values[path] = (replace(value.Text, value.Place), value.Place);
        }
    }

    /// <summary>Notes everything that was not taken.</summary>
    public void NoteRest()
    {
        foreach (var (path, value) in _values.Where(pair => !_taken.Contains(pair.Key)))
        {
            Log.Note(value.Place, "is not used: the fault has nothing of the kind");
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
