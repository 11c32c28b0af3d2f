using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scenarios.Timelines;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of a fork beside the run it came from.</summary>
internal sealed class ForkScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    private const int EntitiesShown = 20;

    public void Show(Timeline original, Timeline fork, TimelineComparison comparison)
    {
        if (IsJson)
        {
            Write(new JsonObject
            {
                ["command"] = "fork",
                ["scenario"] = original.Run.Scenario.Name,
                ["version"] = RunScorer.EngineVersion,
                ["forkedAt"] = JsonOutput.Of(fork.StartedAt),
                ["log"] = JsonOutput.Of(fork.Log),
                ["hashes"] = new JsonArray(Hash(original), Hash(fork)),
                ["comparison"] = JsonOutput.Of(comparison),
                ["incidents"] = new JsonArray(Incidents(original), Incidents(fork)),
            });
            return;
        }

        Line($"{original.Name} and a fork of it at {DurationText.Format(fork.StartedAt)}: "
            + string.Join("; ", fork.Log.Select(entry => entry.Text)));
        Line(comparison.DifferentFrom is { } different
            ? $"the worlds differ from {DurationText.Format(different)} on (state {Hash(original)} and {Hash(fork)})"
            : $"the worlds are the same, bit for bit (state {Hash(fork)})");
        var (since, at) = (DurationText.Format(comparison.Since), DurationText.Format(comparison.At));
        Line($"requests lost from {since} to {at}: "
            + Text($"{comparison.LostLeft:0.#} > {comparison.LostRight:0.#}"));
        Table(comparison);
        Told("the run", original);
        Told("the fork", fork);
    }

    private void Table(TimelineComparison comparison)
    {
        if (!comparison.Entities.IsEmpty)
        {
            Line($"{"",-34} {"requests/s",17} {"errors",19} {"ms, p95",21} {"lost",19}");
        }

        foreach (var one in comparison.Entities.Take(EntitiesShown))
        {
            var (left, right) = (one.Left, one.Right);
            Line($"{one.Entity.Text,-34} {Pair(left.RatePerSecond, right.RatePerSecond, "0.#"),17} "
                + $"{Pair(left.ErrorRatio * 100, right.ErrorRatio * 100, "0.##'%'"),19} "
                + $"{Pair(left.P95Seconds * 1000, right.P95Seconds * 1000, "0.#"),21} "
                + $"{Pair(left.Lost, right.Lost, "0.#"),19}");
        }

        if (comparison.Entities.Length > EntitiesShown)
        {
            Line($"and {comparison.Entities.Length - EntitiesShown} more");
        }

        foreach (var call in comparison.Calls.Where(call => call.Kind != CallDifferenceKind.Changed))
        {
            Line($"call {call.Kind.ToString().ToLowerInvariant()}: {call.Caller} -> {call.Callee}, "
                + $"{Pair(call.LeftPerSecond, call.RightPerSecond, "0.##")} a second");
        }
    }

    private void Told(string what, Timeline timeline)
    {
        var twin = timeline.Run.Twin;
        Line($"the twin of {what}: {twin.AlertsSeen} alerts, {twin.Incidents.Length} incidents");
        foreach (var incident in twin.Incidents)
        {
            Line($"  {incident.Id} {incident.State.ToString().ToLowerInvariant()}: {incident.Title}");
        }
    }

    private static string Hash(Timeline timeline) => Engine.Numerics.StableHash.Hex(timeline.Run.StateHash());

    private static JsonArray Incidents(Timeline timeline) =>
        [.. timeline.Run.Twin.Incidents.Select(Incident)];

    private static JsonNode Incident(Incident incident) => new JsonObject
    {
        ["id"] = incident.Id,
        ["state"] = incident.State.ToString(),
        ["title"] = incident.Title,
    };

    private static string Pair(double left, double right, string format)
    {
        return $"{Number(left)} > {Number(right)}";

        string Number(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
