using System.Text;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis.Logs;

/// <summary>
/// What of a log line stays the same from one time to the next: the place in the code that wrote it where the logger
/// names it (<c>class#line</c>), else the words with everything that varies masked. Linear in the length looked at.
/// </summary>
public static class LogText
{
    /// <summary>What stands for a masked word.</summary>
    public const string Any = "*";

    // The site stands near the beginning of a line, and the words that tell messages apart do too.
    private const int SiteReach = 256;
    private const int WordReach = 512;
    internal const int MostWords = 32;

    // From this many letters and digits in one word on, with a digit among them, it is an id rather than a name.
    private const int LongestName = 15;

    private static readonly bool[] AsciiBreaks =
        [.. Enumerable.Range(0, 128).Select(letter => IsAsciiBreak((char)letter))];

    private static readonly LogSeverity[] Levels =
    [
        LogSeverity.Fatal, LogSeverity.Error, LogSeverity.Warn, LogSeverity.Info, LogSeverity.Debug,
        LogSeverity.Trace,
    ];

    /// <summary>The code site a logger printed as <c>name#line</c>; null when there is none in the first 256
    /// characters.</summary>
    public static string? SiteOf(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var reach = Math.Min(body.Length, SiteReach);
        for (var hash = body.IndexOf('#', 0, reach); hash > 0; hash = body.IndexOf('#', hash + 1, reach - hash - 1))
        {
            var (start, end) = (hash, hash + 1);
            while (start > 0 && IsNamePart(body[start - 1]))
            {
                start--;
            }

            while (end < reach && char.IsAsciiDigit(body[end]))
            {
                end++;
            }

            if (end > hash + 1 && start < hash && char.IsAsciiLetter(body[start]))
            {
                return body[start..end];
            }

            if (hash + 1 >= reach)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>The severity a line names in capitals, or unspecified: for sources that write it into the
    /// text.</summary>
    public static LogSeverity SeverityIn(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var reach = body.AsSpan(0, Math.Min(body.Length, SiteReach));
        var (best, at) = (LogSeverity.Unspecified, int.MaxValue);
        foreach (var level in Levels)
        {
            var found = reach.IndexOf(level.ToString().ToUpperInvariant());
            if (found >= 0 && found < at)
            {
                (best, at) = (level, found);
            }
        }

        return best;
    }

    /// <summary>The words of a line, at most 32 of the first 512 characters, with numbers, ids, times and addresses
    /// masked by <see cref="Any"/>.</summary>
    public static IReadOnlyList<string> WordsOf(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Span<Range> places = stackalloc Range[MostWords];
        var words = new string[Words(body, places)];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = Word(body, places[i]).ToString();
        }

        return words;
    }

    /// <summary>Where the words of a line stand, the same as <see cref="WordsOf"/> tells; the number of them.</summary>
    /// <param name="body">The line.</param>
    /// <param name="places">Takes the places; room for 32.</param>
    internal static int Words(string body, Span<Range> places)
    {
        var (count, start) = (0, 0);
        var reach = Math.Min(body.Length, WordReach);
        for (var i = 0; i <= reach && count < MostWords; i++)
        {
            if (i < reach && !IsBreak(body[i]))
            {
                continue;
            }

            if (i > start)
            {
                places[count++] = start..i;
            }

            start = i + 1;
        }

        return count;
    }

    /// <summary>One word, masked when it varies.</summary>
    internal static ReadOnlySpan<char> Word(string body, Range place)
    {
        var word = body.AsSpan(place);
        return IsVariable(word) ? Any : word;
    }

    /// <summary><see cref="WordsOf"/> as one text: the same for a line whoever saw others before it.</summary>
    public static string MaskedWords(string body) => string.Join(' ', WordsOf(body));

    /// <summary>A name with the ids in it masked: for operations named after what they were asked.</summary>
    public static string Masked(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = new StringBuilder(name.Length);
        foreach (var part in name.Split('/'))
        {
            text.Append(text.Length > 0 || name.StartsWith('/') ? "/" : "").Append(IsId(part) ? Any : part);
        }

        return name.StartsWith('/') && text.Length > 1 && text[1] == '/' ? text.ToString(1, text.Length - 1)
            : text.ToString();
    }

    private static bool IsNamePart(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '$';

    private static bool IsBreak(char letter) => letter < AsciiBreaks.Length
        ? AsciiBreaks[letter] : char.IsWhiteSpace(letter);

    private static bool IsAsciiBreak(char letter) => char.IsWhiteSpace(letter)
        || letter is ',' or ';' or '=' or '[' or ']' or '(' or ')' or '{' or '}' or '"' or '\'' or '|' or '<' or '>';

    /// <summary>Anything with a digit varies: numbers, ids, times, addresses, versions. Words do not.</summary>
    private static bool IsVariable(ReadOnlySpan<char> word) => word.ContainsAnyInRange('0', '9') || word.Length > 48;

    private static bool IsId(string part) => part.Any(char.IsAsciiDigit)
        && (part.All(letter => char.IsAsciiDigit(letter) || letter == '-') || part.Length > LongestName);
}
