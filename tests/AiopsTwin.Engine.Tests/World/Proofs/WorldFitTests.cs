using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Proofs;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World.Proofs;

public sealed class WorldFitTests
{
    [Fact]
    public void Of_Chain_SplitsTimesAndCounts()
    {
        var fit = new ProofCase("web -> api -> db @ host1")
            .Works("web", (50, 50), (0.050, 0.050))
            .Works("api", (100, 100), (0.020, 0.020))
            .Works("db", (100, 100), (0.004, 0.004)).Fit();

        Assert.Equal(0.010, fit.OwnTimes[fit.Number[ProofCase.Id("web")]], 6);
        Assert.Equal(0.016, fit.OwnTimes[fit.Number[ProofCase.Id("api")]], 6);
        Assert.Equal([1.0, 2.0], fit.Calls.Select(call => Math.Round(call.PerRequest, 6)).Order());
        Assert.Equal(50, fit.Outside[fit.Number[ProofCase.Id("web")]], 6);
    }

    [Fact]
    public void Of_CallsThatOnlyFitSideBySide_AreMadeSo()
    {
        var fit = new ProofCase("web -> api1", "web -> api2")
            .Works("web", (50, 50), (0.025, 0.025))
            .Works("api1", (50, 50), (0.020, 0.020))
            .Works("api2", (50, 50), (0.015, 0.015)).Fit();

        var web = fit.Number[ProofCase.Id("web")];
        Assert.True(fit.CallsSideBySide(web));
        Assert.Equal(0.005, fit.OwnTimes[web], 6);
    }

    [Fact]
    public void Of_SimulatedWorldOfKnownParameters_RecoversThem()
    {
        // Ten simulated minutes of counting noise: 1 % of the means of 30 000 requests.
        var estate = EstateBuilder.Of("web -> api -> db @ host1")
            .Process("web", model => model with { ServiceTime = TimeSpan.FromMilliseconds(5) })
            .Process("api", model => model with { ServiceTime = TimeSpan.FromMilliseconds(12) })
            .Process("db", model => model with { ServiceTime = TimeSpan.FromMilliseconds(3) })
            .Call("api", "db", call => call with { CallsPerRequest = 2.5 }).Build();
        var start = ProofCase.Onset.AddMinutes(-11);
        var world = new SimulatedWorld(
            estate, [new LoadSource(EstateBuilder.Id("web"), "users", 50, 0, 0, 0)], 3,
            new WorldSettings(start, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)));
        var values = new SortedDictionary<(EntityId Entity, string Metric), List<TimedValue>>();
        while (world.Now < ProofCase.Now)
        {
            foreach (var batch in world.Tick().Batches)
            {
                foreach (var sample in batch.Samples.Where(sample => sample.At > start.AddMinutes(1)))
                {
                    values.TryAdd((batch.Entity, sample.Metric), []);
                    values[(batch.Entity, sample.Metric)].Add(new TimedValue(sample.At, sample.Value));
                }
            }
        }

        var fit = FitOf(estate.Topology, values);

        var (api, db) = (fit.Number[EstateBuilder.Id("api")], fit.Number[EstateBuilder.Id("db")]);
        Assert.Equal(2.5, fit.CallsOf[api].Single().PerRequest, 0.05);
        Assert.Equal(0.012, fit.OwnTimes[api], 0.0006);
        Assert.Equal(0.003, fit.OwnTimes[db], 0.00015);
        var course = new FittedRun(fit).Play(Disturbances.None(fit));
        Assert.InRange(FitResidual.Of(fit, course), 0, 0.02);
    }

    private static WorldFit FitOf(
        TopologySnapshot topology, SortedDictionary<(EntityId Entity, string Metric), List<TimedValue>> values)
    {
        var evidence = values.GroupBy(pair => pair.Key.Entity).Select(group => new EntityEvidence(
            group.Key, ProofCase.Onset, ProofCase.Now, ProofCase.Now,
            [
                .. group.Select(pair => new SeriesEvidence(
                    pair.Key.Metric, pair.Value.Average(value => value.Value), 1, 0, 0, null, true, [.. pair.Value])),
            ]));
        var source = new CounterfactualCase(
            TopologyGraph.Compile(topology), [.. evidence], [], ImmutableArray<Suspect>.Empty, ProofCase.Onset,
            ProofCase.Now);
        return WorldFit.Of(ObservedEstate.Of(source, ProofWindow.Of(source)!.Value));
    }
}
