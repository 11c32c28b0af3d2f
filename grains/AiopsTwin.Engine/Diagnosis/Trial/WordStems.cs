using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace AiopsTwin.Engine.Diagnosis.Trial;

/// <summary>
/// Words of code and of complaints, brought to one form so that they can meet: identifiers are split where their case
/// changes, endings are cut, and what engineers call by several names shares a mark. Words of three letters at least.
/// </summary>
internal static partial class WordStems
{
    private const int ShortestStem = 4;

    private static readonly string[] Endings = ["ations", "ation", "ing", "ers", "ies", "es", "ed", "er", "s"];

    // Words that stand in nearly every line of code, commit or complaint.
    private static readonly FrozenSet<string> Empty = (
        "the a an of to in on for and or is was be by with from at that this it as not no are service services svc com "
        + "github return returns func error errors err failed fail fix chore feat refactor docs test perf style add "
        + "update use nil null true false if else string int var const new get set").Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    // One thing under several names (diagnosis reference 4.6).
    private static readonly string[] Families =
    [
        "pool connection conn", "cert tls certificate handshake", "schema migration column table",
        "memory heap oom leak append accumulat oomkill", "timeout deadline budget context exceed",
        "concurrent map mutex lock unlock sync race", "pointer deref dereference", "disk log level debug space rotate",
        "expir expiry expire leeway skew", "batch write capacity throttl throughput", "panic crash startup",
    ];

    private static readonly FrozenDictionary<string, string> Marks = Families
        .SelectMany((family, number) => family.Split(' ').Select(word => (word, mark: $"#{number}")))
        .ToFrozenDictionary(pair => pair.word, pair => pair.mark, StringComparer.Ordinal);

    /// <summary>The stems of a text, each once, with the marks of their families.</summary>
    public static SortedSet<string> Of(string text)
    {
        var stems = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Match word in Word().Matches(Split().Replace(text, " ")))
        {
            var small = word.Value.ToLowerInvariant();
            if (Empty.Contains(small))
            {
                continue;
            }

            var stem = Stem(small);
            stems.Add(stem);
            if (Marks.TryGetValue(stem, out var mark))
            {
                stems.Add(mark);
            }
        }

        return stems;
    }

    private static string Stem(string word)
    {
        var ending = Array.Find(Endings, end =>
            word.Length - end.Length >= ShortestStem && word.EndsWith(end, StringComparison.Ordinal));
        return ending is null ? word : word[..^ending.Length];
    }

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Split();

    [GeneratedRegex("[A-Za-z]{3,}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
