using System.Collections.Immutable;
using AiopsTwin.Engine.Diagnosis.Objects;

namespace AiopsTwin.Scenarios.Recorded.ItBench;

/// <summary>
/// Finds the components that an object's id names: words of the id, put together where a component is called by
/// several (<c>first-second</c> and <c>firstsecond</c> are one), with or without <c>service</c> behind. A name inside
/// of another word is none: that it stands there is an accident of spelling.
/// </summary>
internal sealed class ComponentNames
{
    private const string Ending = "service";
    private const int MostWords = 3;

    private readonly ImmutableSortedSet<string> _names;

    private ComponentNames(IEnumerable<string> names) => _names = names.ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>The names: letters only, sorted.</summary>
    public IEnumerable<string> All => _names;

    /// <summary>The names of everybody who calls or is called.</summary>
    public static ComponentNames Of(IEnumerable<ComponentCall> calls) =>
        new(calls.SelectMany(call => new[] { call.Caller, call.Callee }));

    /// <summary>The components an id names, in its order.</summary>
    public ImmutableArray<string> In(string id) => [.. Parts(id).Where(part => part.Name is not null)
        .Select(part => part.Name!).Distinct(StringComparer.Ordinal)];

    /// <summary>An id with other names in it.</summary>
    /// <param name="id">The id, or any text of words.</param>
    /// <param name="rename">Another name for a component.</param>
    public string Renamed(string id, Func<string, string> rename) => string.Concat(Parts(id).Select(part =>
        part.Name is null ? part.Text
            : rename(part.Name) + (part.Text.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? Ending : "")));

    /// <summary>The id in pieces: names of components, and what stands between them.</summary>
    private List<(string Text, string? Name)> Parts(string id)
    {
        var parts = new List<(string, string?)>();
        for (var at = 0; at < id.Length;)
        {
            var end = at;
            if (!char.IsAsciiLetter(id[at]))
            {
                end = at + 1;
                parts.Add((id[at..end], null));
            }
            else if (Named(id, at, out end) is { } name)
            {
                parts.Add((id[at..end], name));
            }
            else
            {
                end = EndOfWord(id, at);
                parts.Add((id[at..end], null));
            }

            at = end;
        }

        return parts;
    }

    /// <summary>The component named by the most words from a place on; null when none is.</summary>
    private string? Named(string id, int at, out int end)
    {
        string? found = null;
        var (reach, letters) = (at, "");
        end = at;
        for (var words = 0; words < MostWords && reach < id.Length && char.IsAsciiLetter(id[reach]); words++)
        {
            var until = EndOfWord(id, reach);
            letters += id[reach..until].ToLowerInvariant();
            var bare = letters.EndsWith(Ending, StringComparison.Ordinal) ? letters[..^Ending.Length] : letters;
            if (_names.Contains(bare) && (bare.Length == letters.Length || until - reach > Ending.Length))
            {
                (found, end) = (bare, until);
            }

            reach = until + 1;
        }

        return found;
    }

    private static int EndOfWord(string id, int at)
    {
        while (at < id.Length && char.IsAsciiLetter(id[at]))
        {
            at++;
        }

        return at;
    }
}
