using System.Text.RegularExpressions;

namespace AiopsTwin.Engine.Diagnosis.Trial;

/// <summary>
/// How likely a change is to change what the program does, from its text alone (diagnosis reference 4.6): documents,
/// tests and styles hardly, dependencies by how far their versions move, code by what it takes away: numbers, calls,
/// guards. Code that only moves, comments and added lines weigh little. Multiplies odds; between 0.05 and 1.5.
/// </summary>
internal static partial class DiffRisk
{
    private const double Harmless = 0.05;
    private const double PatchOfDependency = 0.2;
    private const double StepOfDependency = 0.8;
    private const double Base = 0.3;
    private const double AddedOnly = 0.25;
    private const double AddedGrowth = 0.7;
    private const double NumberReplaced = 0.6;
    private const double NumberLost = 0.3;
    private const double CallLost = 0.4;
    private const double GuardLost = 0.4;
    private const double Most = 1.5;

    private static readonly HashSet<string> Guards = new(StringComparer.Ordinal)
    {
        "if", "defer", "lock(", "unlock(", "rlock(", "runlock(", "mutex", "sync", "atomic", "try", "catch", "except",
        "nil", "null", "none", "limit", "max", "timeout", "retry", "batch", "recover(", "close(", "select", "ctx",
        "chan", "using", "finally", "await",
    };

    private static readonly HashSet<string> Growth = new(StringComparer.Ordinal)
    {
        "append(", "push(", "add(", "var", "static", "go", "loop", "for", "while",
    };

    /// <summary>The risk of a change.</summary>
    public static double Of(CodeChange change)
    {
        if (string.IsNullOrWhiteSpace(change.Diff) || change.Files.All(file => Words().IsMatch(file)))
        {
            return Harmless;
        }

        var lines = change.Diff.Split('\n');
        var added = Lines(lines, '+');
        var removed = Lines(lines, '-');
        return change.Files.All(file => Dependencies().IsMatch(file))
            ? Moves(removed, added) ? StepOfDependency : PatchOfDependency
            : OfCode(Tokens(removed), Tokens(added), removed.Count == 0);
    }

    private static double OfCode(Dictionary<string, int> removed, Dictionary<string, int> added, bool isAddedOnly)
    {
        var lost = Less(removed, added);
        var gained = Less(added, removed);
        if (isAddedOnly)
        {
            return gained.Exists(Growth.Contains) ? AddedGrowth : AddedOnly;
        }

        var risk = Base;
        if (lost.Exists(IsNumber))
        {
            risk += gained.Exists(IsNumber) ? NumberReplaced : NumberLost;
        }

        risk += lost.Exists(token => token.EndsWith('(')) ? CallLost : 0;
        risk += lost.Exists(Guards.Contains) ? GuardLost : 0;
        return Math.Min(Most, risk);
    }

    private static bool IsNumber(string token) => char.IsAsciiDigit(token[0]);

    /// <summary>True when a version moves by more than its last part.</summary>
    private static bool Moves(List<string> removed, List<string> added) => Versions(removed).Zip(Versions(added))
        .Any(pair => pair.First != pair.Second);

    private static IEnumerable<string> Versions(List<string> lines) => lines
        .SelectMany(line => Version().Matches(line)).Select(match => match.Groups[1].Value);

    private static List<string> Lines(string[] lines, char sign) => [.. lines
        .Where(line => line.StartsWith(sign) && !line.StartsWith(new string(sign, 3), StringComparison.Ordinal))
        .Select(line => line[1..])];

    private static Dictionary<string, int> Tokens(List<string> lines) => lines
        .SelectMany(line => Token().Matches(Comment().Replace(line, "")))
        .GroupBy(match => match.Value.ToLowerInvariant(), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    private static List<string> Less(Dictionary<string, int> one, Dictionary<string, int> other) =>
        [.. one.Where(pair => pair.Value > other.GetValueOrDefault(pair.Key)).Select(pair => pair.Key)];

    [GeneratedRegex(
        @"(^|/)(docs?|tests?)/|readme|\.(md|txt|css|scss|svg|png|html)$|_test\.|\.test\.|\.spec\.|\.github/",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Words();

    [GeneratedRegex(
        @"go\.(mod|sum)$|package(-lock)?\.json$|requirements.*\.txt$|pom\.xml$|cargo\.(toml|lock)$|\.csproj$|gemfile",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Dependencies();

    [GeneratedRegex(@"v?(\d+\.\d+)\.\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    [GeneratedRegex(@"(//|#(?!\w)|--).*", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"[A-Za-z_]\w*\(|[A-Za-z_]\w*|\d+(?:\.\d+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
