using System.Globalization;
using System.Text;
using AiopsTwin.Engine.World.Fitting;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>
/// Writes a fitted world as an estate file: what was learned in its fields, and in comments above them how well the
/// world answers, entity by entity, and what is assumed because no telemetry tells it.
/// </summary>
public static class FittedEstate
{
    /// <summary>What no fit can tell, in sentences.</summary>
    public static IReadOnlyList<string> Assumptions { get; } =
    [
        string.Create(
            CultureInfo.InvariantCulture,
            $"slots: room for {1 / FittedWorld.AssumedUse:0} times the usual work; requests tell of no limit"),
        "calls follow one another where the response time has room for that, and are side by side where it has not",
        "of several callers of one callee each calls as often per request, unless its response time has no room",
        "service times vary like an exponential; queues are not bounded; timeouts are longer than people wait",
        "no retries: nobody retries while nothing fails; a caller that fails less than its callee does without it",
        "processor time per request, caches and connection pools are left out; the load is the mean, without waves",
    ];

    /// <summary>Writes the file; it reads back as the same estate and load.</summary>
    /// <param name="world">The world.</param>
    /// <param name="source">What it was fitted to, in a few words.</param>
    public static string Write(FittedWorld world, string source)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(source);
        var text = new StringBuilder();
        Comment(text, $"Fitted to {source}.");
        Comment(text, "");
        Comment(text, "Assumed, not learned:");
        foreach (var assumption in Assumptions)
        {
            Comment(text, $"- {assumption}");
        }

        Comment(text, "");
        Comment(text, "Observed -> simulated where nothing is wrong: requests/s, mean ms, p95 ms, failed per cent");
        foreach (var work in world.Works)
        {
            Comment(text, $"- {work.Entity.Text}: {Pair(work.Rate, 1)}, {Pair(work.Latency, 1000)}, "
                + $"{Pair(work.Latency95, 1000)}, {Pair(work.Loss, 100)}");
        }

        foreach (var call in world.Calls.Where(call => call.IsHidden))
        {
            Comment(text, $"Found, not told: {call.Caller.Text} calls {call.Callee.Text}.");
        }

        return text + EstateFormat.WriteYaml(new LoadedEstate(world.Estate, world.Load));
    }

    private static void Comment(StringBuilder text, string line) =>
        text.Append(line.Length == 0 ? "#" : $"# {line.ReplaceLineEndings(" ")}").Append('\n');

    private static string Pair((double Observed, double Simulated) pair, double unit) =>
        $"{Number(pair.Observed * unit)} -> {Number(pair.Simulated * unit)}";

    private static string Number(double value) =>
        double.IsNaN(value) ? "?" : value.ToString("G4", CultureInfo.InvariantCulture);
}
