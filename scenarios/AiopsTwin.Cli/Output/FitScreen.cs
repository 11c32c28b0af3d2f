using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Cli.Commands;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.World.Fitting;
using AiopsTwin.Scenarios.Estates;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of a fit.</summary>
internal sealed class FitScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    public void Show(FitResult result)
    {
        if (IsJson)
        {
            Write(ToJson(result));
        }
        else
        {
            Print(result);
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Where(value => !double.IsNaN(value)).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }

    /// <summary>Relative errors of what is known to be true: calls per request, and service times.</summary>
    private static (double Calls, double ServiceTimes) AgainstTruth(FitResult result)
    {
        if (result.Truth is not { } truth)
        {
            return (double.NaN, double.NaN);
        }

        var calls = truth.World.Calls.ToDictionary(call => (call.Caller, call.Callee), call => call.CallsPerRequest);
        var times = truth.World.Processes.ToDictionary(one => one.Entity, one => one.ServiceTime.TotalSeconds);
        return (
            Median(result.World.Calls.Where(call => calls.ContainsKey((call.Caller, call.Callee)))
                .Select(call => Math.Abs((call.PerRequest / calls[(call.Caller, call.Callee)]) - 1))),
            Median(result.World.Estate.World.Processes.Where(one => times.ContainsKey(one.Entity))
                .Select(one => Math.Abs((one.ServiceTime.TotalSeconds / times[one.Entity]) - 1))));
    }

    private void Print(FitResult result)
    {
        var world = result.World;
        Line($"Fitted to {result.Source}, engine {RunScorer.EngineVersion}");
        Line($"{"observed / simulated",-44} {"requests/s",17} {"mean ms",17} {"p95 ms",17} {"failed %",17}");
        foreach (var work in world.Works)
        {
            Line($"{Short(work.Entity.Name),-44} {Pair(work.Rate, 1),17} {Pair(work.Latency, 1000),17} "
                + $"{Pair(work.Latency95, 1000),17} {Pair(work.Loss, 100),17}");
        }

        Line($"median miss: rate {Share(Median(world.Works.Select(work => work.RateError)))}, mean response time "
            + Share(Median(world.Works.Select(work => work.LatencyError))));
        Line($"{"calls",-72} {"per request",11} {"waits",6} {"fails with it",14}");
        foreach (var call in world.Calls)
        {
            Line($"{$"{Short(call.Caller.Name)} -> {Short(call.Callee.Name)}",-72} {Number(call.PerRequest),11} "
                + $"{(call.IsAwaited ? "yes" : "no"),6} {(call.IsAwaited ? Number(call.FailureShare) : "-"),14}"
                + (call.IsHidden ? "  found, not told" : ""));
        }

        if (result.Truth is not null)
        {
            var (calls, times) = AgainstTruth(result);
            Line($"against the true estate, median miss: calls per request {Share(calls)}, service time "
                + Share(times));
        }

        Line("assumed, not learned:");
        foreach (var assumption in FittedEstate.Assumptions)
        {
            Line($"  {assumption}");
        }
    }

    private static string Short(string name) => name.Length <= 34 ? name : name[..31] + "...";

    private static string Pair((double Observed, double Simulated) pair, double unit) =>
        $"{Number(pair.Observed * unit)} / {Number(pair.Simulated * unit)}";

    private static string Number(double value) =>
        double.IsNaN(value) ? "-" : value.ToString("G3", CultureInfo.InvariantCulture);

    private static string Share(double value) =>
        double.IsNaN(value) ? "-" : value.ToString("P1", CultureInfo.InvariantCulture);

    private static JsonObject ToJson(FitResult result)
    {
        var (calls, times) = AgainstTruth(result);
        return new JsonObject
        {
            ["command"] = "fit",
            ["source"] = result.Source,
            ["version"] = RunScorer.EngineVersion,
            ["scores"] = new JsonObject
            {
                ["rate.error"] = Score(Median(result.World.Works.Select(work => work.RateError))),
                ["latency.error"] = Score(Median(result.World.Works.Select(work => work.LatencyError))),
                ["calls.error"] = Score(calls),
                ["service.error"] = Score(times),
            },
            ["entities"] = Figures.Each(result.World.Works, work => work.Entity.Text, Work),
            ["calls"] = new JsonArray([.. result.World.Calls.Select(call => (JsonNode)Call(call))]),
            ["assumptions"] = Figures.Words(FittedEstate.Assumptions),
        };
    }

    private static JsonObject Work(FittedWork work) => new()
    {
        ["rate"] = Both(work.Rate),
        ["latency"] = Both(work.Latency),
        ["latency95"] = Both(work.Latency95),
        ["loss"] = Both(work.Loss),
    };

    private static JsonObject Call(LearnedCall call) => new()
    {
        ["caller"] = call.Caller.Text,
        ["callee"] = call.Callee.Text,
        ["perRequest"] = Score(call.PerRequest),
        ["isAwaited"] = call.IsAwaited,
        ["failureShare"] = Score(call.FailureShare),
        ["isHidden"] = call.IsHidden,
    };

    private static JsonObject Both((double Observed, double Simulated) pair) => new()
    {
        ["observed"] = Score(pair.Observed),
        ["simulated"] = Score(pair.Simulated),
    };

    private static JsonNode? Score(double value) => double.IsFinite(value) ? Figures.Score(value) : null;
}
