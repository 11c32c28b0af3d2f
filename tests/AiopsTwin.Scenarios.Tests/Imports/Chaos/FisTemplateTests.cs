using AiopsTwin.Scenarios.Imports.Chaos;

namespace AiopsTwin.Scenarios.Tests.Imports.Chaos;

/// <summary><see cref="FisTemplate"/>: templates of our own after the user guide of the AWS Fault Injection
/// Service.</summary>
public sealed class FisTemplateTests
{
    private const string Targets = """
        "targets": {
          "hosts": { "resourceType": "aws:ec2:instance", "resourceTags": { "rack": "a1" },
            "selectionMode": "COUNT(1)" },
          "pods": { "resourceType": "aws:eks:pod", "selectionMode": "ALL", "parameters": { "namespace": "default",
            "selectorType": "labelSelector", "selectorValue": "app=ad", "clusterIdentifier": "c" } } }
        """;

    private static string Template(string actions) =>
        $$"""
        { "description": "a drill", {{Targets}}, "roleArn": "r", "stopConditions": [ { "source": "none" } ],
          "actions": { {{actions}} } }
        """;

    private static string Action(string name, string id, string target, string rest = "") =>
        $"\"{name}\": {{ \"actionId\": \"{id}\", \"targets\": {{ \"T\": \"{target}\" }}{rest} }}";

    [Fact]
    public void Read_StartAfterAndWait_GiveTheTimes()
    {
        var faults = Experiment.Faults(Template(string.Join(", ",
            Action("last", "aws:eks:pod-network-latency", "pods",
                """, "parameters": { "duration": "PT2M", "delayMilliseconds": "80" }, "startAfter": [ "pause" ]"""),
            """
            "pause": { "actionId": "aws:fis:wait", "parameters": { "duration": "PT1M30S" }, "startAfter": [ "first" ] }
            """,
            Action("first", "aws:ec2:stop-instances", "hosts",
                """, "parameters": { "startInstancesAfterDuration": "PT5M" }"""))));

        Assert.Matches("^0s host-down a1-[12] for 300s$", faults[0]);
        Assert.Equal("390s latency-add frontend > adservice milliseconds=80 for 120s", Assert.Single(faults[1..]));
    }

    [Theory]
    [InlineData("PT5Q", "'PT5Q' is not a duration such as PT5M")]
    [InlineData("P1Y", "'P1Y' is not a duration such as PT5M")]
    [InlineData("-PT5M", "'-PT5M' is not a duration such as PT5M")]
    [InlineData("P99999999D", "'P99999999D' is not a duration such as PT5M")]
    public void Read_ABadDuration_IsRefused(string duration, string reason) => Assert.Contains(
        Experiment.Import(Template(Action(
            "a", "aws:eks:pod-delete", "pods", $$""", "parameters": { "duration": "{{duration}}" }"""))).Problems,
        one => one.Reason == reason);

    [Fact]
    public void Read_ActionsThatWaitForEachOther_AreRefused() => Assert.Contains(
        Experiment.Import(Template(
            Action("a", "aws:eks:pod-delete", "pods", """, "startAfter": [ "b" ]""") + ", "
            + Action("b", "aws:eks:pod-delete", "pods", """, "startAfter": [ "a" ]"""))).Problems,
        one => one.Reason == "the action waits for itself, or for such a one");

    [Theory]
    [InlineData("nowhere", "", "names no target of this template")]
    [InlineData("pods", """, "startAfter": [ "z" ]""", "'z' is not an action of this template")]
    public void Read_ABadReference_IsRefused(string target, string rest, string reason) => Assert.Contains(
        Experiment.Import(Template(Action("a", "aws:eks:pod-delete", target, rest))).Problems,
        one => one.Reason == reason);

    [Fact]
    public void Read_AStopConditionAndAnUnknownAction_AreNoted()
    {
        var text = Template(
            Action("a", "aws:eks:pod-delete", "pods") + ", " + Action("b", "aws:moon:eclipse", "pods"))
            .Replace("\"none\"", "\"aws:cloudwatch:alarm\", \"value\": \"arn\"", StringComparison.Ordinal);

        var notes = Experiment.Import(text).Notes;

        Assert.Contains(notes, note => note.Text == "the stop condition aws:cloudwatch:alarm is not watched");
        Assert.Contains(notes, note => note.Text == "aws:moon:eclipse has no fault here; it was left out");
    }
}
