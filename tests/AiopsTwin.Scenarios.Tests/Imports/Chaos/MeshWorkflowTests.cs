using AiopsTwin.Scenarios.Imports.Chaos;

namespace AiopsTwin.Scenarios.Tests.Imports.Chaos;

/// <summary><see cref="MeshWorkflow"/>: workflows of our own after
/// chaos-mesh.org/docs/create-chaos-mesh-workflow.</summary>
public sealed class MeshWorkflowTests
{
    private const string Kill = "podChaos: { action: pod-failure, mode: all, selector: { labelSelectors: { app: ";

    private static string Workflow(params string[] templates) =>
        "apiVersion: chaos-mesh.org/v1alpha1\nkind: Workflow\nmetadata: { name: drill }\nspec:\n  entry: start\n"
        + "  templates:\n" + string.Concat(templates.Select(one => $"  - {{ {one} }}\n"));

    [Fact]
    public void Read_SerialParallelAndSuspend_GiveTheTimes() => Assert.Equal(
        [
            "0s replica-loss adservice replicas=2 for 60s", "120s replica-loss emailservice replicas=2 for 30s",
            "120s replica-loss paymentservice replicas=2 for 90s", "210s replica-loss adservice replicas=2 for 60s",
        ],
        Experiment.Faults(Workflow(
            "name: start, templateType: Serial, deadline: 30m, children: [ ad, pause, both, ad ]",
            $"name: ad, templateType: PodChaos, deadline: 60s, {Kill}ad }} }} }}",
            "name: pause, templateType: Suspend, deadline: 60s",
            "name: both, templateType: Parallel, children: [ email, payment ]",
            $"name: email, templateType: PodChaos, deadline: 30s, {Kill}email }} }} }}",
            $"name: payment, templateType: PodChaos, deadline: 90s, {Kill}payment }} }} }}")));

    [Fact]
    public void Read_ADeadline_CutsWhatIsBelowIt() => Assert.Equal(
        ["0s replica-loss adservice replicas=2 for 60s", "60s replica-loss adservice replicas=2 for 30s"],
        Experiment.Faults(Workflow(
            "name: start, templateType: Serial, deadline: 90s, children: [ ad, ad, ad ]",
            $"name: ad, templateType: PodChaos, deadline: 60s, {Kill}ad }} }} }}")));

    [Fact]
    public void Read_TasksAndBranches_AreRemarks()
    {
        var text = Workflow(
            "name: start, templateType: Serial, children: [ ask, ad ]",
            "name: ask, templateType: Task, task: { container: { image: x } }, "
            + "conditionalBranches: [ { target: ad, expression: 'exitCode == 0' } ]",
            $"name: ad, templateType: PodChaos, deadline: 60s, {Kill}ad }} }} }}");

        Assert.Contains(Experiment.Import(text).Notes, note => note.Text == "Task 'ask' is not run");
        Assert.Contains(
            Experiment.Play(text).Timeline, step => step.Note == "branch to 'ad' if exitCode == 0 is not taken");
    }

    [Fact]
    public void Read_TemplatesThatLeadBack_AreRefused()
    {
        var imported = Experiment.Import(Workflow(
            "name: start, templateType: Serial, children: [ next ]",
            "name: next, templateType: Parallel, children: [ start ]"));

        Assert.Contains(
            imported.Problems, one => one.Reason == "template 'start' leads back to itself" && one.Line == 8);
    }

    [Fact]
    public void Read_TemplatesThatMultiply_EndAtALimit()
    {
        var levels = Enumerable.Range(0, 30).Select(i => i == 0 ? "start" : $"t{i}").Append("t30").ToArray();
        var templates = levels.SkipLast(1).Select((name, i) =>
            $"name: {name}, templateType: Parallel, children: [ {levels[i + 1]}, {levels[i + 1]} ]");

        var imported = Experiment.Import(Workflow([.. templates, "name: t30, templateType: Suspend, deadline: 1s"]));

        Assert.Contains(imported.Problems, one => one.Reason == "the workflow visits more than 2000 templates");
    }

    [Fact]
    public void Read_ManyActions_EndAtALimit()
    {
        var names = string.Join(", ", Enumerable.Repeat("ad", ChaosPlan.MostActions + 1));

        var imported = Experiment.Import(Workflow(
            $"name: start, templateType: Serial, children: [ {names} ]",
            $"name: ad, templateType: PodChaos, deadline: 1s, {Kill}ad }} }} }}"));

        Assert.Contains(imported.Problems, one => one.Reason == "the experiment has more than 200 actions");
    }

    [Theory]
    [InlineData("name: begin, templateType: Suspend", "'start' is not a template of this workflow")]
    [InlineData("name: start, templateType: PodChaos", "has no field for its PodChaos")]
    [InlineData("name: start, templateType: Serial, children: [ gone ]", "'gone' is not a template of this workflow")]
    [InlineData("name: start, deadline: 5m", "is missing")]
    public void Read_ABadWorkflow_IsRefused(string template, string reason) =>
        Assert.Contains(Experiment.Import(Workflow(template)).Problems, one => one.Reason == reason);

    [Fact]
    public void Read_ATemplateTwice_IsRefused() => Assert.Contains(
        Experiment.Import(
            Workflow("name: start, templateType: Suspend", "name: start, templateType: Suspend")).Problems,
        one => one.Reason == "'start' is already a template" && one.Line == 8);
}
