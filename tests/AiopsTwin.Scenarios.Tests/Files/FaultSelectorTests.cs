using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Scenarios.Files;

namespace AiopsTwin.Scenarios.Tests.Files;

/// <summary>Whom a fault strikes when the file says it by a <see cref="FaultSelector"/>.</summary>
public sealed class FaultSelectorTests
{
    private const string Targets = "targets: [ \"datastore:db\" ]";

    [Theory]
    [InlineData("selector: { kinds: [ datastore ] }", "datastore:db")]
    [InlineData("selector: { labels: { team: web } }", "service:web")]
    [InlineData("selector: { domain: \"host:a\", kinds: [ service ] }", "service:web")]
    [InlineData("selector: { kinds: [ service, datastore ] }", "datastore:db, service:web")]
    [InlineData("selector: { kinds: [ service, datastore ], mode: percent, value: 100 }", "datastore:db, service:web")]
    public void Selector_OfAFile_BecomesTheTargets(string selector, string expected) =>
        Assert.Equal(expected, string.Join(", ", FaultOf(selector).Targets.Select(target => target.Text)));

    [Fact]
    public void Selector_OneOfMany_IsDrawnBySeedAndTheSameEveryTime()
    {
        var drawn = Enumerable.Range(1, 12).Select(seed => One(seed).ToString()).ToArray();

        Assert.Equal(drawn, Enumerable.Range(1, 12).Select(seed => One(seed).ToString()));
        Assert.Equal(2, drawn.Distinct().Count());
    }

    [Theory]
    [InlineData("selector: { labels: { team: nobody } }", "fault.selector: matches no entity of the estate")]
    [InlineData("selector: { mode: all }", "matches everything: say kinds, labels or domain")]
    [InlineData("selector: { kinds: [ service ], mode: fixed }", "the mode needs a value")]
    [InlineData("selector: { kinds: [ service ], value: 2 }", "a value goes with a number or a percentage only")]
    [InlineData("selector: { kinds: [ service ], mode: some }", "'some' is not one of all, one, fixed, percent")]
    [InlineData("peer: \"service:web\"", "says whom it strikes by targets or by selector: one of the two")]
    public void Selector_ThatMakesNoSense_IsRefused(string selector, string expected)
    {
        var parsed = ScenarioFormat.Parse(SmallScenario.With(Targets, selector), "small.yaml");

        Assert.Contains(parsed.Problems, problem =>
            problem.ToString()!.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Shape_OfAFile_IsThatOfTheFault()
    {
        var fault = FaultOf(Targets + ", pulse: { period: 5m, onShare: 0.2 }, intensity: 0.5, reported: true");

        Assert.Equal(new FaultPulse(TimeSpan.FromMinutes(5), 0.2), fault.Pulse);
        Assert.Equal((0.5, true), (fault.Intensity, fault.IsReported));
    }

    private static Engine.Telemetry.EntityId One(int seed) =>
        Assert.Single(FaultOf($"selector: {{ kinds: [ service, datastore ], mode: one, seed: {seed} }}").Targets);

    private static FaultSpec FaultOf(string selector)
    {
        var parsed = ScenarioFormat.Parse(SmallScenario.With(Targets, selector), "small.yaml");
        Assert.Empty(parsed.Problems);
        return parsed.Value!.Timeline.Select(step => step.Fault).OfType<FaultSpec>().Single();
    }
}
