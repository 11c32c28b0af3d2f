using System.Text.RegularExpressions;

namespace AiopsTwin.House.Tests.Documents;

/// <summary>Commands that documents print are commands that exist: the arguments parse, and the project of a
/// <c>dotnet run</c> or <c>dotnet test</c> stands there.</summary>
/// <param name="parse">What the command makes of arguments: its complaints.</param>
/// <param name="exists">Whether a path of the repository exists.</param>
public sealed partial class CommandRule(Func<string[], IEnumerable<string>> parse, Func<string, bool> exists)
{
    private const string Project = "scenarios/AiopsTwin.Cli";

    /// <summary>Command lines of a document that would be refused.</summary>
    public IEnumerable<string> Check(string path, string text)
    {
        var lines = text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            foreach (var complaint in Complaints(lines[i]))
            {
                yield return $"{path}:{i + 1}: {complaint}";
            }
        }
    }

    /// <summary>Arguments of a line of a document that calls the command; null for other lines.</summary>
    public static string[]? Arguments(string line)
    {
        var call = Call().Match(Bare(line));
        return call.Success
            ? [.. Word().Matches(call.Groups[1].Value).Select(word => word.Value.Trim('"', '\''))]
            : null;
    }

    private IEnumerable<string> Complaints(string line)
    {
        foreach (Match start in Start().Matches(Bare(line)))
        {
            if (!exists(start.Groups[1].Value))
            {
                yield return $"there is no project {start.Groups[1].Value}";
            }
        }

        if (Arguments(line) is { } arguments)
        {
            foreach (var complaint in parse(arguments))
            {
                yield return $"{string.Join(' ', arguments)}: {complaint}";
            }
        }
    }

    // Comments, pipes and redirections are the shell's.
    private static string Bare(string line) => Shell().Replace(line, "").TrimEnd();

    [GeneratedRegex(
        @"^\s*(?:\$ )?(?:aiopstwin|dotnet run (?:-c Release )?--project " + Project + @"(?: --no-build)? --) (.+)$")]
    private static partial Regex Call();

    [GeneratedRegex(@"dotnet (?:run|test)(?: -c Release)? (?:--project )?((?:silo|scenarios|tests)[\w./-]*)")]
    private static partial Regex Start();

    [GeneratedRegex(@"\s+(#|\||>|2>|&&|;)\s*.*$")]
    private static partial Regex Shell();

    [GeneratedRegex("""  "[^"]*"|'[^']*'|\S+""", RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Word();
}
