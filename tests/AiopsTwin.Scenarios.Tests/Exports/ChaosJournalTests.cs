using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Exports;
using AiopsTwin.Scenarios.Files;
using AiopsTwin.Scenarios.Imports.Chaos;

namespace AiopsTwin.Scenarios.Tests.Exports;

/// <summary><see cref="ChaosJournal"/>: the fields that chaostoolkit.org/reference/api/journal names.</summary>
public sealed class ChaosJournalTests
{
    private static readonly ScenarioCatalog Shipped = new();

    private static RunReport Report(Scenario scenario, bool hasPassed)
    {
        var results = scenario.Expectations.Select(one => new ExpectationResult(one, hasPassed, "found"));
        return new RunReport(
            scenario.Name, 7, "1.2", scenario.StartsAt, scenario.StartsAt + scenario.Duration, 0, 0, 0, [], null, null,
            null, null, null, [.. results], "0");
    }

    private static JsonNode Journal(string name, bool hasPassed = true)
    {
        var scenario = Shipped.Load(name, 7)!;
        return JsonNode.Parse(ChaosJournal.Write(scenario, Report(scenario, hasPassed)))!;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_Expectations_AreTheSteadyStateAfter(bool hasPassed)
    {
        var journal = Journal("auth-pool", hasPassed);

        Assert.Equal("completed", journal["status"]!.GetValue<string>());
        Assert.Equal(!hasPassed, journal["deviated"]!.GetValue<bool>());
        Assert.True(journal["steady_states"]!["before"]!["steady_state_met"]!.GetValue<bool>());
        Assert.Equal(hasPassed, journal["steady_states"]!["after"]!["steady_state_met"]!.GetValue<bool>());
        Assert.Contains(
            journal["steady_states"]!["after"]!["probes"]!.AsArray(),
            probe => probe!["activity"]!["name"]!.GetValue<string>() == "rootRank: 1");
    }

    [Fact]
    public void Write_FaultsAndChanges_AreTheRunInOrder()
    {
        var run = Journal("auth-pool")["run"]!.AsArray();

        Assert.Equal(
            run.Select(entry => entry!["start"]!.GetValue<string>()).Order(StringComparer.Ordinal),
            run.Select(entry => entry!["start"]!.GetValue<string>()));
        Assert.Contains(run, entry => entry!["activity"]!["provider"]!["func"]!.GetValue<string>() == "pool-shrink");
        Assert.Contains(
            run, entry => entry!["activity"]!["provider"]!["module"]!.GetValue<string>() == "aiopstwin.changes");
    }

    [Fact]
    public void Write_AStepThatWaitedInVain_IsNotInTheJournal()
    {
        var scenario = Shipped.Load("auth-pool", 7)!;
        Assert.Contains(scenario.Timeline, step => step.Reverts is not null && step.Time.After is not null);

        Assert.Empty(Journal("auth-pool")["rollbacks"]!.AsArray());
    }

    [Fact]
    public void Write_AStepThatRepeats_IsThereEachTime()
    {
        var scenario = Shipped.Load("auth-pool", 7)!;
        var often = scenario with
        {
            Timeline = [scenario.Timeline.First(step => step.Fault is not null) with
            {
                Time = new StepTime(TimeSpan.Zero, TimeSpan.FromMinutes(1), null),
            }],
        };

        var journal = JsonNode.Parse(ChaosJournal.Write(often, Report(often, true)))!;

        Assert.Equal((int)scenario.Duration.TotalMinutes + 1, journal["run"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("auth-pool", "gateways")]
    [InlineData("schema-update", "commerce")]
    [InlineData("region-drop", "payments")]
    public void Write_ItsExperiment_IsImportedAsTheSameFaults(string name, string estate)
    {
        var scenario = Shipped.Load(name, 7)!;
        var loaded = EstateFormat.ReadLoaded(Shipped.EstateFileOf(estate)!).Value!;
        var experiment = Journal(name)["experiment"]!.ToJsonString();

        var imported = ChaosImport.Parse(experiment, "again.json", new ChaosRequest(loaded, 1));

        Assert.Empty(imported.Problems);
        var again = ScenarioFormat.Parse(imported.Value!, "again.yaml");
        Assert.Empty(again.Problems);
        Assert.Equal(Faults(scenario), Faults(again.Value!));
    }

    private static ImmutableArray<string> Faults(Scenario scenario) =>
    [
        .. scenario.Timeline.Select(step => step.Fault).OfType<FaultSpec>().Select(fault =>
            $"{fault.Kind} {string.Join('+', fault.Targets)} {fault.Peer} {string.Join(',', fault.Parameters)} "
            + $"{fault.Ramp} {fault.Duration} {fault.Pulse} {fault.Intensity}"),
    ];
}
