using System.Globalization;
using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.TwinUi.Model.Capacity;

/// <summary>What the simulated world says of another amount of work, in words.</summary>
public static class WorkWords
{
    /// <summary>What was asked: <c>20 % more work</c>.</summary>
    public static string Asked(double factor) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Math.Abs(Math.Round((factor - 1) * 100, 1)):0.#} % {(factor < 1 ? "less" : "more")} work");

    /// <summary>One sentence: what is nearest to its limit then, and what does not come to rest.</summary>
    public static string Lead(WorkAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var unsettled = answer.Lines.Count(line => !line.IsSettled);
        var first = answer.Lines.FirstOrDefault();
        return unsettled > 0
            ? $"With {Asked(answer.Factor)} {unsettled} {(unsettled == 1 ? "entity" : "entities")} would not come to "
                + "rest: what waits there grows longer and longer."
            : first is null ? "The world has nothing that serves requests."
            : $"With {Asked(answer.Factor)} everything comes to rest; {first.Entity.Name} is nearest to a limit, "
                + $"at {Units.Share(first.Strain)}.";
    }

    /// <summary>A number before and after: <c>12 ms → 14 ms</c>; a dash when neither is reported.</summary>
    public static string Pair(double? usual, double? asked, Func<double?, string> word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return usual is null && asked is null ? Units.None : $"{word(usual)} → {word(asked)}";
    }
}
