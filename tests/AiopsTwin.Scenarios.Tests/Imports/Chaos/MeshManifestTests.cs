using AiopsTwin.Scenarios.Imports.Chaos;

namespace AiopsTwin.Scenarios.Tests.Imports.Chaos;

/// <summary><see cref="MeshManifest"/>: files of our own after chaos-mesh.org/docs.</summary>
public sealed class MeshManifestTests
{
    private const string Ad = "selector: { labelSelectors: { app: ad } }";

    private static string One(string kind, string spec) =>
        $"apiVersion: chaos-mesh.org/v1alpha1\nkind: {kind}\nmetadata: {{ name: trial }}\nspec: {{ {spec} }}\n";

    [Theory]
    [InlineData("PodChaos",
        "action: pod-failure, mode: all, duration: 30s, selector: { labelSelectors: { app: adservice } }",
        "0s replica-loss adservice replicas=2 for 30s")]
    [InlineData("PodChaos", "action: pod-kill, mode: one, selector: { labelSelectors: { app: ad } }",
        "0s replica-kill adservice replicas=1")]
    [InlineData("PodChaos",
        "action: pod-failure, mode: fixed-percent, value: '50', duration: 1m, " + Ad,
        "0s replica-loss adservice replicas=1 for 60s")]
    [InlineData("PodChaos",
        "action: pod-failure, mode: fixed, value: 1, duration: 1m, "
        + "selector: { pods: { default: [ adservice-7d9f8c6b5-x2x7z ] } }",
        "0s replica-loss adservice replicas=1 for 60s")]
    [InlineData("StressChaos",
        "mode: all, duration: 1m, stressors: { cpu: { workers: 2, load: 50 } }, " + Ad,
        "0s cpu-hog adservice cores=2 for 60s")]
    [InlineData("HTTPChaos", "mode: all, duration: 1m, delay: 2s, target: Request, " + Ad,
        "0s http-delay adservice milliseconds=2000 for 60s")]
    [InlineData("IOChaos",
        "action: latency, mode: all, delay: 100ms, percent: 20, selector: { labelSelectors: { app: redis-cart } }",
        "0s latency-add redis-cart milliseconds=20")]
    [InlineData("NetworkChaos",
        "action: loss, mode: all, loss: { loss: '20' }, selector: { labelSelectors: { app: cart } }, "
        + "target: { mode: all, selector: { labelSelectors: { app: redis-cart } } }",
        "0s net-loss cartservice > redis-cart ratio=0.2")]
    [InlineData("NetworkChaos",
        "action: partition, mode: all, direction: from, selector: { labelSelectors: { app: cart } }, "
        + "target: { mode: all, selector: { labelSelectors: { app: checkout } } }",
        "0s partition checkoutservice > cartservice")]
    [InlineData("NetworkChaos", "action: partition, mode: all, selector: { labelSelectors: { app: cart } }",
        "0s partition cartservice")]
    [InlineData("AWSChaos", "action: ec2-restart, ec2Instance: a1-1, awsRegion: eu", "0s host-reboot a1-1")]
    public void Read_AChaos_BecomesAFault(string kind, string spec, string expected) =>
        Assert.Equal([expected], Experiment.Faults(One(kind, spec)));

    [Fact]
    public void Read_ADelayWithoutTarget_StrikesAnswersAndOwnCalls() => Assert.Equal(
        [
            "0s latency-add cartservice > redis-cart milliseconds=10 for 60s",
            "0s latency-add checkoutservice+frontend > cartservice milliseconds=10 for 60s",
        ],
        Experiment.Faults(One(
            "NetworkChaos",
            "action: delay, mode: all, duration: 1m, delay: { latency: 10ms }, "
            + "selector: { labelSelectors: { app: cart } }")));

    [Fact]
    public void Read_SeveralDocuments_BeginTogether() => Assert.Equal(
        ["0s replica-loss adservice replicas=2 for 60s", "0s replica-loss emailservice replicas=2 for 60s"],
        Experiment.Faults(
            One("PodChaos", "action: pod-failure, mode: all, duration: 1m, " + Ad)
            + "---\n"
            + One("PodChaos", "action: pod-failure, mode: all, duration: 1m, " + Ad.Replace(
                "ad ", "email ", StringComparison.Ordinal))));

    [Fact]
    public void Read_AnExpressionAndANamespace_BothHold()
    {
        const string Spec = "action: pod-failure, mode: all, duration: 1m, selector: {{ namespaces: [ {0} ], "
            + "expressionSelectors: [ {{ key: team, operator: In, values: [ edge ] }} ] }}";

        Assert.Empty(Experiment.Import(One("PodChaos", string.Format(
            System.Globalization.CultureInfo.InvariantCulture, Spec, "default"))).Value ?? "");
        Assert.Equal(
            ["0s replica-loss frontend replicas=2 for 60s"],
            Experiment.Faults(One("PodChaos", string.Format(
                System.Globalization.CultureInfo.InvariantCulture, Spec, "default")
                .Replace("edge", "web", StringComparison.Ordinal))));
    }

    [Fact]
    public void Read_RandomMaxPercent_HangsOnTheSeedAlone()
    {
        var text = One(
            "PodChaos",
            "action: pod-failure, mode: random-max-percent, value: 100, duration: 1m, "
            + "selector: { namespaces: [ default ] }");

        Assert.Equal(Experiment.Faults(text, 3), Experiment.Faults(text, 3));
        Assert.NotEqual(Experiment.Faults(text, 3), Experiment.Faults(text, 4));
    }

    [Fact]
    public void Read_WhatHasNoFault_IsToldWithItsLineInTwoPlaces()
    {
        var text = One("TimeChaos", "mode: all, timeOffset: -5m, selector: { labelSelectors: { app: ad } }") + "---\n"
            + One("PodChaos", "action: pod-kill, mode: one, extra: 1, selector: { labelSelectors: { app: ad } }");

        var imported = Experiment.Import(text);

        Assert.Contains(imported.Notes, note => note is
        {
            Line: 4, Text: "TimeChaos was left out: its offsets with signs are not read",
        });
        Assert.Contains(imported.Notes, note => note is { Line: 9, Field: "spec.extra" });
        Assert.Contains(
            Experiment.Play(text).Timeline,
            step => step.Note == "import, line 4: spec: TimeChaos was left out: its offsets with signs are not read");
    }

    [Theory]
    [InlineData("mode: some, action: pod-kill, selector: { labelSelectors: { app: ad } }", "spec.mode",
        "'some' is not one of one, all, fixed, fixed-percent, random-max-percent")]
    [InlineData("mode: fixed-percent, value: 120, action: pod-kill, " + Ad, "spec.value",
        "is a percentage from 0 to 100")]
    [InlineData("mode: all, action: pod-kill", "spec.selector", "is missing")]
    [InlineData("mode: all, action: pod-kill, duration: soon, " + Ad, "spec.duration",
        "'soon' is not a duration such as 250ms, 30s or 2m")]
    [InlineData("mode: all, action: pod-kill, selector: [ app ]", "spec.selector", "expects a map, not a list")]
    public void Read_ABadChaos_IsRefusedWithLineAndField(string spec, string field, string reason)
    {
        var imported = Experiment.Import(One("PodChaos", spec));

        Assert.Null(imported.Value);
        Assert.Contains(imported.Problems, one => one.Line == 4 && one.Field == field && one.Reason == reason);
    }

    [Fact]
    public void Read_NothingThatCanBeInjected_IsRefusedWithTheReasons()
    {
        var imported = Experiment.Import(
            One("PodChaos", "action: pod-kill, mode: all, selector: { labelSelectors: { app: unheard-of } }"));

        Assert.Null(imported.Value);
        Assert.Contains(
            imported.Problems, one => one.Reason == "nothing of it can be injected here; the notes say why");
        Assert.Contains(imported.Problems, one => one.Reason == "selects nothing of the estate; it was left out");
    }

    [Fact]
    public void Read_ASchedule_RepeatsItsChaos() => Assert.Equal(
        [
            "0s replica-kill adservice replicas=1", "600s replica-kill adservice replicas=1",
            "1200s replica-kill adservice replicas=1", "1800s replica-kill adservice replicas=1",
            "2400s replica-kill adservice replicas=1",
        ],
        Experiment.Faults(One(
            "Schedule",
            "schedule: '*/10 * * * *', type: PodChaos, historyLimit: 2, concurrencyPolicy: Forbid, "
            + "podChaos: { action: pod-kill, mode: one, selector: { labelSelectors: { app: ad } } }")));
}
