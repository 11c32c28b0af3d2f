using System.Collections.Immutable;

namespace AiopsTwin.Engine.Diagnosis.Logs;

/// <summary>
/// Groups log lines by what stays the same in them: a tree of fixed depth (number of words, first word), at its leaves
/// templates; a line joins the most similar one or founds its own. The idea is Drain's (He, Zhu, Zheng, Lyu, "Drain: An
/// Online Log Parsing Approach with Fixed Depth Tree", ICWS 2017); ours masks variable words before it looks, keeps one
/// level of words instead of two, and is bounded. Deterministic for a given order of lines. O(words x templates of the
/// leaf) a line.
/// </summary>
/// <param name="limit">Most templates kept; lines that fit none beyond it share one named "other".</param>
/// <param name="similarity">Share of words that must agree, in (0, 1].</param>
public sealed class LogTemplateTree(int limit = 4096, double similarity = 0.6)
{
    private const string Other = "other";

    private readonly Dictionary<int, Dictionary<string, List<Template>>> _leaves = [];
    private readonly List<string> _names = [];

    /// <summary>Every template, in the order in which they were founded: given to another tree in that order, they make
    /// the same tree.</summary>
    public ImmutableArray<string> Templates => [.. _names];

    /// <summary>Templates kept.</summary>
    public int Count { get; private set; }

    /// <summary>Lines that fitted none when the limit was reached.</summary>
    public long Overflow { get; private set; }

    /// <summary>The template of a line: the words of the first line that founded it, variable ones
    /// masked.</summary>
    public string Add(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Span<Range> places = stackalloc Range[LogText.MostWords];
        var words = places[..LogText.Words(body, places)];
        var leaf = LeafOf(words.Length, words.IsEmpty ? "" : LogText.Word(body, words[0]));
        var best = Closest(leaf, body, words);
        if (best is null)
        {
            if (Count >= limit)
            {
                Overflow++;
                return Other;
            }

            // A template is named by its first line, so that its name never changes under those who counted it.
            var known = LogText.WordsOf(body);
            best = new Template(string.Join(' ', known), [.. known]);
            leaf.Add(best);
            _names.Add(best.Name);
            Count++;
        }

        return best.Name;
    }

    private List<Template> LeafOf(int words, ReadOnlySpan<char> first)
    {
        if (!_leaves.TryGetValue(words, out var sized))
        {
            sized = new Dictionary<string, List<Template>>(StringComparer.Ordinal);
            _leaves[words] = sized;
        }

        var byFirst = sized.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!byFirst.TryGetValue(first, out var leaf))
        {
            leaf = [];
            byFirst[first] = leaf;
        }

        return leaf;
    }

    private Template? Closest(List<Template> leaf, string body, ReadOnlySpan<Range> words)
    {
        var (best, most) = ((Template?)null, -1);
        foreach (var template in leaf)
        {
            var same = 0;
            for (var i = 0; i < template.Words.Length; i++)
            {
                same += LogText.Word(body, words[i]).SequenceEqual(template.Words[i]) ? 1 : 0;
            }

            if (same > most)
            {
                (best, most) = (template, same);
            }
        }

        return best is not null && (words.IsEmpty || most >= similarity * words.Length) ? best : null;
    }

    private sealed record Template(string Name, string[] Words);
}
