using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

public sealed class TwinBrainProveTests
{
    private readonly List<CounterfactualCase> _asked = [];

    [Fact]
    public void Advance_DiagnosedIncident_AsksForItsSuspectsAndKeepsTheAnswer()
    {
        var driver = Driver();

        Fall(driver).Run(10, 60);

        var suspects = driver.Incidents[0].Diagnosis!.Suspects;
        Assert.Equal(_asked[0].Suspects[0].Entity, suspects[0].Entity);
        Assert.NotNull(suspects[0].Counterfactual);
        Assert.All(_asked, one => Assert.True(one.Suspects.Length <= 5));
    }

    [Fact]
    public void Advance_SameSuspects_AsksAgainOnlyWithTwiceTheTime()
    {
        var driver = Driver();

        Fall(driver).Run(10, 1800);

        var ages = _asked.ConvertAll(one => (one.Now - one.Onset).TotalSeconds);
        Assert.True(ages.Count > 1, "half an hour has several doublings");
        Assert.All(ages.Skip(1).Zip(ages), pair => Assert.True(pair.First >= 2 * pair.Second));
        Assert.NotNull(driver.Incidents[0].Diagnosis!.Suspects[0].Counterfactual);
    }

    [Fact]
    public void Advance_SeveralIncidents_AsksForOneInAStep()
    {
        var driver = Driver("web -> api -> db", "shop -> cart -> dbcart");

        Fall(driver);
        driver.Receive(Signal("cart"), Signal("shop")).Run(10, 300);

        Assert.True(driver.Incidents.Length > 1);
        Assert.Equal(_asked.Count, _asked.Select(one => one.Now).Distinct().Count());
    }

    [Fact]
    public void Advance_SwitchedOff_AsksNothing()
    {
        var settings = TwinSettings.Default with { Diagnosis = DiagnosisSettings.Default with { MaxProved = 0 } };
        var driver = new TwinBrainDriver(Topology("web -> api -> db"), settings) { Prover = new Listener(_asked) };

        Fall(driver).Run(10, 300);

        Assert.NotNull(driver.Incidents[0].Diagnosis);
        Assert.Empty(_asked);
    }

    private TwinBrainDriver Driver(params string[] lines) =>
        new(Topology(lines.Length == 0 ? ["web -> api -> db"] : lines)) { Prover = new Listener(_asked) };

    private static TopologySnapshot Topology(params string[] lines) => EstateBuilder.Of(lines).Build().Topology;

    private static TwinBrainDriver Fall(TwinBrainDriver driver) =>
        driver.Receive(Signal("api"), Signal("web")).Report("web", "api", "db");

    private static Alert Signal(string name) => new(
        name, EstateBuilder.Id(name), "request.duration high", AlertSeverity.Critical, AlertStatus.Firing,
        TwinBrainDriver.Start, TwinBrainDriver.Start, null, "test", MetricCatalog.RequestDuration, 9, null, null, "");

    private sealed class Listener(List<CounterfactualCase> asked) : ICounterfactualProver
    {
        public ImmutableArray<Counterfactual> Prove(CounterfactualCase source)
        {
            asked.Add(source);
            return
            [
                .. source.Suspects.Select(_ => new Counterfactual(
                    source.Now, "", null, 0, source.Onset, source.Now, 0, [], [])),
            ];
        }
    }
}
