using AiopsTwin.Scenarios.Imports.Chaos;

namespace AiopsTwin.Scenarios.Tests.Imports.Chaos;

/// <summary><see cref="ToolkitExperiment"/>: experiments of our own after
/// chaostoolkit.org/reference/api/experiment.</summary>
public sealed class ToolkitExperimentTests
{
    private const string Text = """
        {
          "title": "Does the shop survive?", "description": "Payment goes away.", "version": "1.0.0",
          "configuration": { "left": { "type": "env", "key": "LEFT", "default": "0" }, "ns": "default" },
          "steady-state-hypothesis": { "title": "it answers", "probes": [
            { "type": "probe", "name": "page", "tolerance": 200,
              "provider": { "type": "http", "url": "http://shop" } } ] },
          "method": [
            { "type": "action", "name": "no payment", "pauses": { "before": 10, "after": 110 },
              "provider": { "type": "python", "module": "chaosk8s.deployment.actions", "func": "scale_deployment",
                "arguments": { "name": "paymentservice", "replicas": "${left}", "ns": "${ns}" } } },
            { "ref": "page" },
            { "type": "action", "name": "shell", "provider": { "type": "process", "path": "kill" } },
            { "type": "action", "name": "slow", "background": true, "pauses": { "after": 60 },
              "provider": { "type": "python", "module": "chaosistio.fault.actions", "func": "add_delay_fault",
                "arguments": { "virtual_service_name": "currency", "fixed_delay": "300ms", "percentage": 50 } } },
            { "type": "action", "name": "kill", "pauses": { "after": 30 },
              "provider": { "type": "python", "module": "chaosk8s.pod.actions", "func": "terminate_pods",
                "arguments": { "label_selector": "app in (ad, email)", "qty": 50, "mode": "percentage" } } } ],
          "rollbacks": [ { "type": "action", "name": "payment back", "provider": { "type": "python",
            "module": "chaosk8s.deployment.actions", "func": "scale_deployment", "arguments": {} } } ]
        }
        """;

    [Fact]
    public void Read_PausesBackgroundAndConfiguration_GiveTimesAndMagnitudes()
    {
        var faults = Experiment.Faults(Text);

        Assert.Equal("10s replica-loss paymentservice replicas=2", faults[0]);
        Assert.Equal("120s http-delay currencyservice milliseconds=300 ratio=0.5", faults[1]);
        Assert.All(faults[2..], fault => Assert.StartsWith("120s replica-kill ", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_Rollbacks_TakeBackWhatLasts()
    {
        var timeline = Experiment.Play(Text).Timeline;

        Assert.Equal(["f1", "f2", "f3"], timeline.Select(step => step.Reverts).OfType<string>());
        Assert.All(
            timeline.Where(step => step.Reverts is not null),
            step => Assert.Equal(TimeSpan.FromSeconds(300 + 150 + 1), step.Time.At));
    }

    [Fact]
    public void Read_Probes_AreRemarksAndNotes()
    {
        Assert.Equal(2, Experiment.Play(Text).Timeline.Count(step => step.Note == "probe: page"));
        Assert.Contains(Experiment.Import(Text).Notes, note =>
            note.Line == 5 && note.Text.StartsWith("probe 'page' is not asked", StringComparison.Ordinal));
        Assert.Contains(Experiment.Import(Text).Notes, note =>
            note.Line == 12 && note.Text.StartsWith("action 'shell' by process", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "method": [], "title": "x" }""", "nothing of it can be injected here; the notes say why")]
    [InlineData("""{ "method": {}, "title": "x" }""", "expects a list, not a map")]
    [InlineData("""{ "method": [ { "type": "thing" } ], "title": "x" }""", "is action or probe")]
    [InlineData("""{ "method": [ { "ref": "nobody" } ], "title": "x" }""", "'nobody' names no activity")]
    [InlineData("""{ "method": [ { "type": "action" } ], "title": "x" }""", "is missing")]
    [InlineData("""{ "method": [ { "type": "probe", "pauses": { "after": "-1" } } ], "title": "x" }""",
        "'-1' is not a number of seconds")]
    public void Read_ABadExperiment_IsRefused(string text, string reason) =>
        Assert.Contains(Experiment.Import(text).Problems, one => one.Reason == reason);
}
