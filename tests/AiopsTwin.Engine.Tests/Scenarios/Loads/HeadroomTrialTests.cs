using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Loads;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Scenarios.Loads;

/// <summary><see cref="HeadroomTrial"/> on queues whose limit is a formula.</summary>
public sealed class HeadroomTrialTests
{
    private static readonly EntityId Web = EstateBuilder.Id("web");
    private static readonly EntityId Database = EstateBuilder.Id("db1");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Ask_QueueOfManyServers_CarriesItsCapacity()
    {
        // 16 slots of 10 ms serve 1600 requests per second.
        var estate = EstateBuilder.Of("web @ host1").Process("web", Server(10, 16)).Build();

        var line = Trial(estate, 400).Ask(Web, Stop).Lines.Single();

        Assert.Equal(400, line.RateNow, 1.0);
        Assert.InRange(line.RateCarried, 0.97 * 1600, 1600);
        Assert.Equal(line.RateCarried / line.RateNow, line.Factor, 1e-9);
        Assert.Equal((HeadroomResource.Slots, Web), (line.First!.Kind, line.First.Where));
        Assert.InRange(line.First.Use, 0.95, 1);
    }

    [Fact]
    public void Ask_LatencyObjective_CarriesWhatTheClosedFormAllows()
    {
        // M/M/1 of 10 ms: P(T > 100 ms) = exp(-(100 - rate) / 10) is 5 % at 100 - 10 ln 20 = 70.04 per second.
        var estate = EstateBuilder.Of("web @ host1").Process("web", Server(10, 1))
            .Label("web", "slo.latency", "95% below 100ms").Build();

        var line = Trial(estate, 50).Ask(Web, Stop).Lines.Single();

        Assert.InRange(line.RateCarried, 0.985 * 70.04, 1.005 * 70.04);
        Assert.Equal("95 % of requests are answered within 100 ms", line.Objective);
        Assert.InRange(line.First!.Use, 0.69, 0.72);
    }

    [Fact]
    public void Ask_SlowCallee_NamesItAndNotTheCaller()
    {
        var estate = EstateBuilder.Of("web -> db1").Process("web", Server(1, 100)).Process("db1", Server(10, 2))
            .Build();

        var line = Trial(estate, 50).Ask(Web, Stop).Lines.Single();

        Assert.InRange(line.RateCarried, 0.95 * 200, 200);
        Assert.Equal((HeadroomResource.Slots, Database), (line.First!.Kind, line.First.Where));
    }

    [Fact]
    public void Ask_FewCores_NamesTheHost()
    {
        // Every request works 10 ms on one core of one.
        var estate = EstateBuilder.Of("web @ host1").Cores("host1", 1)
            .Process("web", model => Server(10, 50)(model) with { CpuSecondsPerRequest = 0.01 }).Build();

        var line = Trial(estate, 40).Ask(Web, Stop).Lines.Single();

        Assert.InRange(line.RateCarried, 90, 101);
        Assert.Equal((HeadroomResource.Processor, EstateBuilder.Id("host1")), (line.First!.Kind, line.First.Where));
    }

    [Fact]
    public void Ask_SmallPool_NamesItsConnections()
    {
        // Four connections held 10 ms each carry 400 calls per second; the store itself serves 10000.
        var estate = EstateBuilder.Of("web -> db1").Process("web", Server(1, 100)).Process("db1", Server(10, 100))
            .Call("web", "db1", call => call with { PoolSize = 4 }).Build();

        var line = Trial(estate, 100).Ask(Web, Stop).Lines.Single();

        Assert.InRange(line.RateCarried, 0.95 * 400, 400);
        Assert.Equal((HeadroomResource.Connections, Web), (line.First!.Kind, line.First.Where));
        Assert.Equal(Database, line.First.Callee);
    }

    [Fact]
    public void Ask_WholeEstate_IsLimitedByWhatTheServicesShare()
    {
        var estate = EstateBuilder.Of("web -> db1", "api -> db1").Process("web", Server(1, 100))
            .Process("api", Server(1, 100)).Process("db1", Server(10, 4)).Build();
        var trial = new HeadroomTrial(
            estate, [Load("web", 50), Load("api", 50)], 10);

        var answer = trial.Ask(null, Stop);

        Assert.InRange(answer.Whole!.Factor, 3.8, 4);
        Assert.NotNull(answer.Whole.Entity);
        Assert.Equal(Database, answer.Whole.First!.Where);

        // Alone, each may take what the other leaves.
        Assert.InRange(answer.Lines.Single(line => line.Entity == Web).RateCarried, 0.96 * 350, 350);
        Assert.Equal(["db1", "api", "web"], answer.Lines.Select(line => line.Entity!.Value.Name));
    }

    [Fact]
    public void Ask_ObjectiveThatIsNotKeptAnyway_CarriesNothing()
    {
        var estate = EstateBuilder.Of("web @ host1")
            .Process("web", model => Server(10, 16)(model) with { ErrorRatio = 0.02 })
            .Label("web", "slo.availability", "99%").Build();

        var line = Trial(estate, 50).Ask(Web, Stop).Lines.Single();

        Assert.Equal((0, 0), (line.RateCarried, line.Factor));
    }

    [Fact]
    public void Ask_NothingGives_SaysSo()
    {
        var estate = EstateBuilder.Of("web @ host1")
            .Process("web", model => Server(10, 1000)(model) with { CpuSecondsPerRequest = 0 }).Build();

        var line = Trial(estate, 1).Ask(Web, Stop).Lines.Single();

        Assert.Null(line.First);
        Assert.InRange(line.Factor, 0.98 * HeadroomTrial.LargestFactor, HeadroomTrial.LargestFactor);
    }

    [Fact]
    public void Ask_EndedByItsCaller_Ends()
    {
        var trial = Trial(EstateBuilder.Of("web @ host1").Process("web", Server(10, 16)).Build(), 50);

        Assert.Throws<OperationCanceledException>(() => trial.Ask(null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Ask_WithoutWork_IsRefused()
    {
        var trial = Trial(EstateBuilder.Of("web -> db1 @ host1").Build(), 50);

        Assert.Throws<ArgumentException>(() => trial.Ask(EstateBuilder.Id("host1"), Stop));
    }

    private static HeadroomTrial Trial(Estate estate, double rate) =>
        new(estate, [Load("web", rate)], 10);

    private static LoadSource Load(string entry, double rate) =>
        new(EstateBuilder.Id(entry), "users", rate, 0, 12, 0);

    private static Func<ProcessModel, ProcessModel> Server(double milliseconds, int slots) => model => model with
    {
        Replicas = 1,
        SlotsPerReplica = slots,
        ServiceTime = TimeSpan.FromMilliseconds(milliseconds),
        QueueLimit = 1_000_000,
        ErrorRatio = 0,
        CpuSecondsPerRequest = 0.0001,
    };
}
