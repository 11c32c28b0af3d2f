using AiopsTwin.Scenarios.Imports.Chaos;

namespace AiopsTwin.Scenarios.Tests.Imports.Chaos;

/// <summary><see cref="ChaosImport"/>: what is common to all formats.</summary>
public sealed class ChaosImportTests
{
    private const string Kill = "apiVersion: chaos-mesh.org/v1alpha1\nkind: PodChaos\n"
        + "spec: { action: pod-kill, mode: one, selector: { labelSelectors: { app: ad } } }\n";

    [Fact]
    public void Parse_AnExperiment_KnowsItsAnswer()
    {
        var scenario = Experiment.Play(Kill);

        Assert.Equal("experiment", scenario.Name);
        Assert.Equal("adservice", Assert.Single(scenario.Truth.Roots).Name);
        Assert.Equal(TimeSpan.FromMinutes(5), scenario.Truth.Onset);
        Assert.NotEmpty(scenario.Load);
    }

    [Theory]
    [InlineData("a: 1",
        "is no experiment of the Chaos Toolkit, Chaos Mesh, Litmus or AWS FIS, and no ground truth of ITBench")]
    [InlineData("- a", "expects a map, not a list")]
    [InlineData("", "holds no experiment")]
    [InlineData("a: !!python/object:os.system x",
        "tags such as 'tag:yaml.org,2002:python/object:os.system' are not part of the format")]
    public void Parse_WhatIsNoExperiment_IsRefused(string text, string reason) =>
        Assert.Contains(reason, Experiment.Import(text).Problems.Select(problem => problem.Reason));

    [Fact]
    public void Parse_TwoFormatsInOneFile_AreRefused() => Assert.Contains(
        Experiment.Import(Kill + "---\n{ title: x, method: [] }\n").Problems,
        problem => problem is { Line: 5, Reason: "is ChaosToolkit, but the file began as ChaosMesh" });

    [Fact]
    public void Parse_ADeepFile_IsRefusedBeforeItIsBuilt() => Assert.Contains(
        Experiment.Import("method: " + new string('[', 10_000)).Problems,
        problem => problem.Reason == "nested deeper than 24 levels");

    [Fact]
    public void Parse_AliasesThatMultiply_AreRefused()
    {
        var text = "a0: &a0 [ x, x, x, x, x, x, x, x, x, x ]\n" + string.Concat(Enumerable.Range(1, 9).Select(i =>
            $"a{i}: &a{i} [ {string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))} ]\n"));

        Assert.Contains("aliases written out", Assert.Single(Experiment.Import(text).Problems).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ManyUnknownFields_AreBounded()
    {
        var extra = string.Concat(Enumerable.Range(0, 2_000).Select(i => $", x{i}: 1"));

        var notes = Experiment.Import(Kill.Replace(" }\n", extra + " }\n", StringComparison.Ordinal)).Notes;

        Assert.InRange(notes.Length, 400, 501);
        Assert.EndsWith("further notes are not listed", notes[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ControlCharactersAndLength_DoNotReachTheScenario()
    {
        var text = """
            { "title": "bad\u0007TITLE", "method": [ { "type": "action", "name": "k",
              "provider": { "type": "python", "module": "chaosk8s.pod.actions", "func": "terminate_pods",
                "arguments": { "label_selector": "app=ad" } } } ] }
            """.Replace("TITLE", new string('x', 9_000), StringComparison.Ordinal);

        Assert.InRange(Experiment.Play(text).Title.Length, 1, 200);
    }
}
