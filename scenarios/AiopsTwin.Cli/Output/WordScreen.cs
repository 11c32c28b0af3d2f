using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Correlation.Words;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of words said to a twin, of silences and of gates.</summary>
internal sealed class WordScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    public void Show(string twin, WordReceipt receipt)
    {
        if (IsJson)
        {
            Tell("say", twin, "receipt", receipt);
            return;
        }

        var part = receipt.Incident is { } incident ? $"; {incident} was opened" : "";
        Line($"{receipt.Id} stands{part}.");
    }

    public void Show(string twin, FeedbackBook book)
    {
        if (IsJson)
        {
            Tell("feedback", twin, "feedback", book);
            return;
        }

        if (book.Words.IsEmpty)
        {
            Line($"Nobody corrected twin {twin}.");
        }

        foreach (var said in book.Words)
        {
            var state = said.IsStanding ? "stands" : $"undone by {said.UndoneBy}: {said.UndoneWhy}";
            Line($"{said.Id} {said.Word.Kind.ToString().ToLowerInvariant()} {said.Word.Subject}{Object(said)}: "
                + $"{said.Word.Why} ({said.Word.Who}, {At(said.Word.At)}; {state})");
        }

        foreach (var lesson in book.Learned)
        {
            Line($"learned: {lesson.Sentence} ({string.Join(", ", lesson.Words)})");
        }
    }

    public void Show(string twin, ImmutableArray<SilenceLine> lines)
    {
        if (IsJson)
        {
            Tell("silences", twin, "silences", lines);
            return;
        }

        if (lines.IsEmpty)
        {
            Line($"Nothing of twin {twin} is silenced.");
        }

        foreach (var line in lines)
        {
            var silence = line.Silence;
            Line($"{silence.Id} {(line.IsActive ? "in force" : "not in force")}, {At(silence.From)} to "
                + $"{At(silence.Until)}, withholds {line.HeldCount}: {string.Join(", ", silence.Matchers)} "
                + $"({silence.Author}: {silence.Comment})");
            Show(line.Held);
        }
    }

    public void Show(string twin, GateBoard board)
    {
        if (IsJson)
        {
            Tell("gates", twin, "gates", board);
            return;
        }

        Line($"Gates of twin {twin} hold back {board.HeldCount} firing alerts, {board.HeldSoFar} so far.");
        foreach (var gate in board.Gates)
        {
            Line($"{gate.Id} {(gate.IsLifted ? "lifted" : $"holds back {gate.HeldCount}")}: {gate.Reason}");
            Show(gate.Held);
        }
    }

    private void Show(ImmutableArray<HeldAlert> held)
    {
        foreach (var one in held)
        {
            var entity = one.Alert.Entity.IsNone ? "no entity" : one.Alert.Entity.Text;
            Line($"  - {entity} {one.Alert.Name}, by {one.Alert.Source}, since {At(one.Alert.StartsAt)}");
        }
    }

    private void Tell<T>(string command, string twin, string name, T value) => Write(new JsonObject
    {
        ["command"] = command,
        ["twin"] = twin,
        [name] = JsonOutput.Of(value),
    });

    private static string Object(Feedback said) => said.Word.Kind switch
    {
        WordKind.Merge => $" into {said.Word.Into}",
        WordKind.Split => $" into {said.Part} too",
        _ => (said.Word.Cause is { } cause ? $" is {cause}" : "")
            + (said.Word.NotCause is { } other ? $" is not {other}" : ""),
    };

    private static string At(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";
}
