using AiopsTwin.Scenarios.Imports.Chaos;

namespace AiopsTwin.Scenarios.Tests.Imports.Chaos;

/// <summary><see cref="LitmusEngine"/>: engines of our own after docs.litmuschaos.io.</summary>
public sealed class LitmusEngineTests
{
    private static string Engine(params string[] experiments) =>
        "apiVersion: litmuschaos.io/v1alpha1\nkind: ChaosEngine\nmetadata: { name: trial }\nspec:\n"
        + "  engineState: active\n  appinfo: { appns: default, applabel: 'app=cart', appkind: deployment }\n"
        + "  experiments:\n"
        + string.Concat(experiments.Select(one => $"  - {one}\n"));

    private static string Named(string name, params (string Name, string Value)[] variables) =>
        $"{{ name: {name}, spec: {{ components: {{ env: [ "
        + string.Join(", ", variables.Select(one => $"{{ name: {one.Name}, value: '{one.Value}' }}")) + " ] } } }";

    [Fact]
    public void Read_Experiments_RunOneAfterTheOther() => Assert.Equal(
        [
            "0s latency-add cartservice > redis-cart milliseconds=500 for 120s",
            "0s latency-add checkoutservice+frontend > cartservice milliseconds=500 for 120s",
            "120s replica-kill cartservice replicas=1 for 30s",
            "150s host-drain a1-1 for 60s",
        ],
        Experiment.Faults(Engine(
            Named("pod-network-latency", ("TOTAL_CHAOS_DURATION", "120"), ("NETWORK_LATENCY", "500"),
                ("PODS_AFFECTED_PERC", "100")),
            Named("pod-delete", ("TOTAL_CHAOS_DURATION", "30")),
            Named("node-drain", ("TARGET_NODE", "a1-1")))));

    [Fact]
    public void Read_ProbesAndUnknownVariables_AreNoted()
    {
        var imported = Experiment.Import(Engine(
            "{ name: pod-delete, spec: { probe: [ { name: up, type: httpProbe, mode: Continuous } ], "
            + "components: { env: [ { name: MOOD, value: good } ] } } }"));

        Assert.Contains(
            imported.Notes,
            note => note.Line == 8 && note.Text.StartsWith("probe 'up'", StringComparison.Ordinal));
        Assert.Contains(imported.Notes, note => note.Field.EndsWith("env[0].value", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("TOTAL_CHAOS_DURATION", "long", "'long' is not a number of seconds")]
    [InlineData("PODS_AFFECTED_PERC", "300", "'300' is not a percentage from 0 to 100")]
    public void Read_ABadVariable_IsRefused(string name, string value, string reason) => Assert.Contains(
        Experiment.Import(Engine(Named("pod-delete", (name, value)))).Problems,
        one => one.Line == 8 && one.Reason == reason);
}
