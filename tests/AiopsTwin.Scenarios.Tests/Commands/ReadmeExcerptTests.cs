using AiopsTwin.Cli.Commands;
using AiopsTwin.Testing;

namespace AiopsTwin.Scenarios.Tests.Commands;

/// <summary>README.md shows what <see cref="PlayCommand"/> prints of an incident: its first four lines, wrapped; with
/// AIOPSTWIN_UPDATE_DOCS=1 this test writes them anew.</summary>
public sealed class ReadmeExcerptTests
{
    private const int Lines = 4;
    private const int Width = 120;
    private const string Indent = "  ";
    private const string Begin = "-- play auth-pool --seed 1\n\n```text\n";
    private const string End = "```\n";

    [Fact]
    public async Task Excerpt_OfTheFirstScenario_IsWhatTheCommandPrints()
    {
        var path = Path.Combine(Documents.Repository, "README.md");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, begin, StringComparison.Ordinal);

        var (code, output, _) = await CommandRun.Of("play", "auth-pool", "--seed", "1");
        var printed = string.Concat(output.Split('\n')
            .SkipWhile(line => !line.StartsWith("INC-1", StringComparison.Ordinal)).Take(Lines).SelectMany(Wrapped));
        if (Documents.MustWrite)
        {
            await File.WriteAllTextAsync(
                path, text[..begin] + printed + text[end..], TestContext.Current.CancellationToken);
            return;
        }

        Assert.Equal(0, code);
        Assert.True(
            printed == text[begin..end], $"README.md is to show, and AIOPSTWIN_UPDATE_DOCS=1 writes:\n{printed}");
    }

    private static IEnumerable<string> Wrapped(string line)
    {
        while (line.Length > Width)
        {
            var at = line.LastIndexOf(' ', Width);
            yield return line[..at] + "\n";
            line = Indent + line[(at + 1)..];
        }

        yield return line + "\n";
    }
}
