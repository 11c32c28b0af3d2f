using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World.Proofs;
using AiopsTwin.Scenarios.Generators;

namespace AiopsTwin.Benchmarks.Proofs;

/// <summary>
/// <c>proof [sizes]</c>: what it costs to try five suspects of an incident in a fitted world, by the number of affected
/// entities; one JSON object on standard output. Every entity tells of its requests, half of them alert, and the window
/// is ten minutes of samples every ten seconds. Wall milliseconds of one thread, best and median of several repeats.
/// </summary>
internal static class ProofBench
{
    private const int Repeats = 5;
    private const int Samples = 64;
    private const int Before = 4;
    private const double OwnSeconds = 0.02;

    private static readonly int[] Sizes = [20, 200, 1_000];
    private static readonly DateTimeOffset Onset = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Runs everything.</summary>
    public static int Run(string[] args)
    {
        var sizes = args.Length > 0
            ? args.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray() : Sizes;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            command = "bench",
            subject = "proof",
            seed = 1,
            processors = Environment.ProcessorCount,
            sizes = sizes.Select(Measure),
        }));
        return 0;
    }

    private static object Measure(int affected)
    {
        var source = Case(affected);
        var times = new List<double>();
        ImmutableArray<Counterfactual> proofs = [];
        for (var repeat = 0; repeat <= Repeats; repeat++)
        {
            var start = Stopwatch.GetTimestamp();
            proofs = new WorldProver().Prove(source);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        // The first repeat pays the compiler.
        var sorted = times.Skip(1).Order().ToList();
        return new
        {
            affected,
            calls = source.Graph.LinkCount,
            suspects = proofs.Length,
            steps = proofs[0].Steps,
            proved = proofs.Count(proof => proof.IsProof),
            says = proofs[0].Sentence,
            bestMs = Math.Round(sorted[0], 1),
            medianMs = Math.Round(sorted[sorted.Count / 2], 1),
        };
    }

    /// <summary>The working entities of an estate, each half as slow again as usual by itself, half of them with an
    /// alert.</summary>
    private static CounterfactualCase Case(int affected)
    {
        var (estate, _) = LargeEstate.Of(
            Math.Max(LargeEstate.FewestEntities, (affected * 11 / 9) + 11), LargeEstate.FewCalls);
        var working = estate.World.Processes.Select(process => process.Entity).Take(affected).ToList();
        var (rates, usual) = Usual(estate, working);
        var evidence = working.Select(entity => new EntityEvidence(
            entity, Onset, Onset + (Interval * (Samples - Before)), Onset + (Interval * (Samples - Before)),
            [
                Series(MetricCatalog.RequestDuration, usual[entity], 1.5 * usual[entity]),
                Series(MetricCatalog.ErrorRatio, 0.001, 0.001),
                Series(MetricCatalog.RequestRate, rates[entity], rates[entity]),
            ]));

        var alerts = working.Where((_, place) => place % 2 == 0).Select(entity => new Alert(
            entity.Text, entity, "request.duration high", AlertSeverity.Warning, AlertStatus.Firing, Onset, Onset, null,
            "bench", MetricCatalog.RequestDuration, 9, null, null, ""));
        var suspects = working.Take(5).Select((entity, place) => new Suspect(
            place + 1, entity, MetricFamily.Latency, null, 0.2, 1, null, []));
        return new CounterfactualCase(
            TopologyGraph.Compile(Of(estate, working)), [.. evidence.OrderBy(one => one.Entity)], [.. alerts],
            [.. suspects], Onset, Onset + (Interval * (Samples - Before)));
    }

    /// <summary>Rates and response times as the calls make them; services call later ones only.</summary>
    private static (Dictionary<EntityId, double> Rates, Dictionary<EntityId, double> Times) Usual(
        Estate estate, List<EntityId> working)
    {
        var calls = estate.World.Calls.ToLookup(call => call.Caller);
        var members = working.ToHashSet();
        var called = estate.World.Calls.Where(call => members.Contains(call.Caller)).Select(call => call.Callee)
            .ToHashSet();
        var rates = working.ToDictionary(entity => entity, entity => called.Contains(entity) ? 0 : 50.0);
        var times = new Dictionary<EntityId, double>();
        foreach (var call in working.SelectMany(entity => calls[entity]).Where(call => rates.ContainsKey(call.Callee)))
        {
            rates[call.Callee] += rates[call.Caller] * call.CallsPerRequest;
        }

        foreach (var entity in Enumerable.Reverse(working))
        {
            times[entity] = OwnSeconds + calls[entity].Sum(
                call => call.CallsPerRequest * times.GetValueOrDefault(call.Callee));
        }

        return (rates, times);
    }

    private static TopologySnapshot Of(Estate estate, List<EntityId> working)
    {
        var members = working.ToHashSet();
        var calls = estate.Topology.Dependencies.Where(link =>
            members.Contains(link.Dependent) && members.Contains(link.On)).ToImmutableArray();
        return estate.Topology with
        {
            Entities = [.. estate.Topology.Entities.Where(entity => members.Contains(entity.Id))],
            Dependencies = calls,
        };
    }

    private static SeriesEvidence Series(string metric, double usual, double now) => new(
        metric, usual, 0.02 * usual, now, (now - usual) / (0.02 * usual), Onset, true,
        [
            .. Enumerable.Range(1 - Before, Samples).Select(i => new TimedValue(
                Onset + (Interval * i), i <= 0 ? usual : now)),
        ]);
}
