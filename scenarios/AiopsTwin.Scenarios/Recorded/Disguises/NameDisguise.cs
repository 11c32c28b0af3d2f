using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Scenarios.Recorded.Disguises;

/// <summary>
/// Other names for the components of a recording, drawn from a seed: made of syllables, all different, and sorted
/// otherwise than the old ones. Whoever tells the same of both has read nothing from a name and nothing from its place
/// in the alphabet.
/// </summary>
public sealed class NameDisguise
{
    private const string Consonants = "bdfgklmnprtvz";
    private const string Vowels = "aeiou";
    private const int Syllables = 4;

    private readonly ImmutableDictionary<string, string> _names;
    private readonly Lazy<Regex?> _pattern;

    private NameDisguise(ImmutableDictionary<string, string> names)
    {
        _names = names;
        _pattern = new Lazy<Regex?>(PatternOf);
    }

    /// <summary>The old names, sorted.</summary>
    public IEnumerable<string> Names => _names.Keys.Order(StringComparer.Ordinal);

    /// <summary>Draws names.</summary>
    /// <param name="names">The old ones, in any order.</param>
    /// <param name="seed">The same seed and names give the same new names.</param>
    /// <param name="isCaseKept">True when names may differ in case alone; otherwise such names are one.</param>
    public static NameDisguise Draw(IEnumerable<string> names, ulong seed, bool isCaseKept = false)
    {
        ArgumentNullException.ThrowIfNull(names);
        var old = names.Where(name => name.Length > 0)
            .Select(name => isCaseKept ? name : name.ToLowerInvariant())
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var random = new SeededRandom(seed);
        while (true)
        {
            var drawn = new HashSet<string>(old, StringComparer.Ordinal);
            var found = old.Select(_ => Fresh(ref random, drawn)).ToArray();
            if (old.Length < 2 || !found.SequenceEqual(found.Order(StringComparer.Ordinal)))
            {
                return new NameDisguise(old.Zip(found).ToImmutableDictionary(
                    pair => pair.First, pair => pair.Second,
                    isCaseKept ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase));
            }
        }
    }

    /// <summary>The same new names, and more old ones that follow from them, such as a name without its ending.
    /// </summary>
    /// <param name="more">Old name and its new one; what is named already keeps its name.</param>
    public NameDisguise With(IEnumerable<KeyValuePair<string, string>> more)
    {
        ArgumentNullException.ThrowIfNull(more);
        return new NameDisguise(more.Where(pair => !_names.ContainsKey(pair.Key))
            .DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .Aggregate(_names, (names, pair) => names.Add(pair.Key, pair.Value)));
    }

    /// <summary>The new name of exactly this one; itself when it has none.</summary>
    public string Of(string name) => _names.GetValueOrDefault(name, name);

    /// <summary>A text with every old name in it that stands as a word replaced: between other characters than letters
    /// and digits, or where the case of letters changes; a plural stays one.</summary>
    public string In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _pattern.Value is not { } pattern ? text : pattern.Replace(text, match =>
            IsWord(text, match.Index, match.Index + match.Length) ? Like(match.ValueSpan, Of(match.Value))
            : match.Value);
    }

    private Regex? PatternOf() => _names.IsEmpty ? null : new Regex(
        string.Join('|', _names.Keys.OrderByDescending(name => name.Length).ThenBy(name => name, StringComparer.Ordinal)
            .Select(Regex.Escape)),
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled);

    private static bool IsWord(string text, int start, int end)
    {
        var isBegun = start == 0 || !char.IsAsciiLetterOrDigit(text[start - 1])
            || (char.IsAsciiLetterUpper(text[start]) && !char.IsAsciiLetterUpper(text[start - 1]));
        if (end < text.Length && text[end] == 's')
        {
            end++;
        }

        return isBegun && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end])
            || (char.IsAsciiLetterUpper(text[end]) && char.IsAsciiLetterLower(text[end - 1])));
    }

    private static string Like(ReadOnlySpan<char> old, string name) =>
        char.IsAsciiLetterUpper(old[0]) ? char.ToUpperInvariant(name[0]) + name[1..] : name;

    private static string Fresh(ref SeededRandom random, HashSet<string> taken)
    {
        var name = new StringBuilder(2 * Syllables);
        do
        {
            name.Clear();
            for (var i = 0; i < Syllables; i++)
            {
                name.Append(Consonants[random.NextInt(Consonants.Length)])
                    .Append(Vowels[random.NextInt(Vowels.Length)]);
            }
        }
        while (!taken.Add(name.ToString()));

        return name.ToString();
    }
}
