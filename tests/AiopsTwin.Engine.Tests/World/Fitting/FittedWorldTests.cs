using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Fitting;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World.Fitting;

public sealed class FittedWorldTests
{
    private const int Hours = 4 * 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Of_LivedTime_GivesParametersBackAndPredictsAFault(ulong seed)
    {
        var estate = EstateBuilder.Of("web -> api -> db", "web -> cache")
            .Process("web", model => model with { ServiceTime = TimeSpan.FromMilliseconds(10 + seed) })
            .Process("api", model => model with { ServiceTime = TimeSpan.FromMilliseconds(4 * seed) })
            .Process("db", model => model with { ServiceTime = TimeSpan.FromMilliseconds(3) })
            .Call("api", "db", call => call with { CallsPerRequest = 1 + (0.5 * seed) })
            .Call("web", "cache", call => call with { CallsPerRequest = 0.4, Stage = 2 })
            .Build();
        var load = WorldCase.Steady("web", 40);
        var time = FaultFreeTime.Live(estate, [load], seed, Hours);

        var fitted = FittedWorld.Of(estate.Topology, time, [time]);

        Assert.All(estate.World.Calls, call => Assert.Equal(
            1, fitted.Calls.Single(one => one.Caller == call.Caller && one.Callee == call.Callee).PerRequest
                / call.CallsPerRequest, 0.03));
        Assert.All(fitted.Works, work => Assert.True(
            work is { LatencyError: < 0.05, RateError: < 0.02 }, $"{work}"));
        Assert.All(estate.World.Processes, process => Assert.Equal(
            process.ServiceTime.TotalSeconds,
            fitted.Estate.World.Processes.Single(one => one.Entity == process.Entity).ServiceTime.TotalSeconds,
            0.1 * process.ServiceTime.TotalSeconds + 0.0005));

        // What a slow database does to everybody, in the fitted world and in the true one.
        var fault = WorldCase.Fault("latency-add", "db", ("milliseconds", 20));
        var predicted = fitted.Play(fault, 3);
        var actual = TrueDelays(estate, load, fault);
        foreach (var name in new[] { "web", "api", "db" })
        {
            Assert.Equal(1, predicted[EstateBuilder.Id(name)].Delay[^1] / actual[name], 0.15);
        }

        Assert.Equal(0, predicted[EstateBuilder.Id("cache")].Delay[^1], 0.0005);
    }

    [Fact]
    public void Of_CallerThatDoesWithoutItsCallee_LearnsThatItIsNotNeeded()
    {
        var estate = EstateBuilder.Of("web -> api", "web -> ads")
            .Process("api", model => model with { ErrorRatio = 0.02 })
            .Process("ads", model => model with { ErrorRatio = 0.05 })
            .Optional("web", "ads").Build();
        var time = FaultFreeTime.Live(estate, [WorldCase.Steady("web", 40)], 5, Hours);
        var told = estate.Topology with
        {
            Dependencies = [.. estate.Topology.Dependencies.Select(
                link => link with { Criticality = Criticality.Required })],
        };

        var fitted = FittedWorld.Of(told, time, [time]);
        var effect = fitted.Play(WorldCase.Fault("error-add", "ads", ("ratio", 0.5)), 1);

        // ads fails five times in a hundred, web twice: at most two in five of its failures can be felt.
        Assert.True(Share(fitted, "ads") < 0.5, $"{Share(fitted, "ads")}");
        Assert.True(Share(fitted, "api") > 0.8, $"{Share(fitted, "api")}");
        Assert.Equal(0, effect[EstateBuilder.Id("web")].Failing[0], 6);
        Assert.Equal(0.5, effect[EstateBuilder.Id("ads")].Failing[0], 0.02);
    }

    [Fact]
    public void Play_FaultThatStopsTraffic_ShowsStarvationDownward()
    {
        var estate = EstateBuilder.Of("web -> api -> db").Build();
        var time = FaultFreeTime.Live(estate, [WorldCase.Steady("web", 40)], 6, 60);
        var fitted = FittedWorld.Of(estate.Topology, time, [time]);

        var effect = fitted.Play(WorldCase.Fault("replica-loss", "api", ("replicas", 2)), 2);

        Assert.True(effect[EstateBuilder.Id("db")].Traffic[^1] < 0.05);
        Assert.True(effect[EstateBuilder.Id("web")].Failing[^1] > 0.95);
    }

    [Fact]
    public void Of_WhatATwinLearned_FitsItsMeans()
    {
        var estate = EstateBuilder.Of("web -> api -> db").Build();
        var now = WorldCase.Start;
        EntityEvidence Evidence(string name, double rate, double seconds) => new(
            EstateBuilder.Id(name), now, now, now,
            [
                new SeriesEvidence(MetricCatalog.RequestDuration, seconds, 1, seconds, 0, null, true, []),
                new SeriesEvidence(MetricCatalog.RequestRate, rate, 1, rate, 0, null, true, []),
                new SeriesEvidence(MetricCatalog.Availability, 0.5, 1, 0.5, 0, null, false, []),
            ]);
        var time = FaultFreeTime.Learned(
            "live", TimeSpan.FromSeconds(10),
            [Evidence("web", 50, 0.050), Evidence("api", 100, 0.020), Evidence("db", 100, 0.004)]);

        var fitted = FittedWorld.Of(estate.Topology, time, [time]);

        Assert.Equal([1.0, 2.0], fitted.Calls.Select(call => Math.Round(call.PerRequest, 6)).Order());
        Assert.All(fitted.Works, work => Assert.True(work is { LatencyError: < 0.02, RateError: < 0.001 }, $"{work}"));
        Assert.All(fitted.Works, work => Assert.True(double.IsNaN(work.Loss.Observed)));
    }

    private static double Share(FittedWorld world, string callee) =>
        world.Calls.Single(call => call.Callee == EstateBuilder.Id(callee)).FailureShare;

    private static Dictionary<string, double> TrueDelays(
        Engine.Scenarios.Estate estate, LoadSource load, Engine.Scenarios.FaultSpec fault)
    {
        var world = WorldCase.World(estate, load);
        world.Run(300);
        var columns = world.State.Processes;
        var usual = (double[])columns.ResponseMean.Clone();
        world.Inject(fault);
        world.Run(300);
        return Enumerable.Range(0, usual.Length).ToDictionary(
            p => world.State.Map.Processes[p].Entity.Name, p => columns.ResponseMean[p] - usual[p]);
    }
}
