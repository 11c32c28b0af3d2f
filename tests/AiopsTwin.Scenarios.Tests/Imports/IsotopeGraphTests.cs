using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Imports;

namespace AiopsTwin.Scenarios.Tests.Imports;

/// <summary>Files of our own, after the specification in istio/tools, isotope/README.md.</summary>
public sealed class IsotopeGraphTests
{
    private const string Shop = """
        apiVersion: v1alpha1
        kind: MockServiceGraph
        defaults: { type: grpc, responseSize: 16 KB, errorRate: 0.1% }
        services:
        - name: page
          isEntrypoint: true
          numReplicas: 3
          script:
          - - call: stock
            - call: { service: prices, size: 10K, probability: 50 }
            - sleep: 4ms
          - sleep: 10ms
          - call: stock
        - name: stock
          errorRate: 1%
          colour: red
          script:
          - sleep: 5ms
        - name: prices
        """;

    [Fact]
    public void Parse_AGraph_MakesStagesTimesAndErrors()
    {
        var imported = IsotopeGraph.Parse(Shop, "some shop.yaml", 200);

        Assert.Empty(imported.Problems);
        var (estate, load) = imported.Value!;
        Assert.Equal("some-shop", estate.Name);
        var processes = estate.World.Processes.ToDictionary(process => process.Entity.Name);
        Assert.Equal(TimeSpan.FromMilliseconds(14), processes["page"].ServiceTime);
        Assert.Equal(3, processes["page"].Replicas);
        Assert.Equal(0.001, processes["page"].ErrorRatio, 12);
        Assert.Equal(0.01, processes["stock"].ErrorRatio, 12);
        Assert.Equal(
            [("prices", 0.5, 1), ("stock", 2, 1)],
            estate.World.Calls.Select(call => (call.Callee.Name, call.CallsPerRequest, call.Stage)));
        Assert.Equal("grpc", estate.Topology.Entities[0].Labels["isotope.type"]);
        Assert.Equal((EntityId.Of(EntityKind.Service, "page"), 200), (load[0].Entry, load[0].RatePerSecond));
    }

    [Fact]
    public void Parse_AnUnknownField_IsNotedWithItsLine()
    {
        var notes = IsotopeGraph.Parse(Shop, "shop.yaml", 1).Notes;

        Assert.Contains(notes, note => note is { Line: 16, Field: "services[1].colour" });
    }

    [Fact]
    public void Parse_WhatItMakes_ReadsAsAnEstate()
    {
        var text = EstateFormat.WriteYaml(IsotopeGraph.Parse(Shop, "shop.yaml", 100).Value!);

        Assert.Empty(EstateFormat.ParseLoaded(text, "shop.yaml").Problems);
    }

    [Theory]
    [InlineData("[]", 1, "expects a map, not a list")]
    [InlineData("kind: Deployment\nservices: [ { name: a } ]", 1, "'Deployment' is not MockServiceGraph")]
    [InlineData("kind: MockServiceGraph\nservices: []", 2, "needs at least one service")]
    [InlineData("kind: MockServiceGraph\nservices:\n- name: a\n- name: a", 4, "'a' is already on line 3")]
    [InlineData("kind: MockServiceGraph\nservices:\n- script: []", 3, "is missing")]
    [InlineData("kind: MockServiceGraph\nservices:\n- name: a\n  script:\n  - call: b", 5,
        "'b' is not a service of this graph")]
    [InlineData("kind: MockServiceGraph\nservices:\n- name: a\n  errorRate: lots", 4,
        "'lots' is not a percentage such as 0.1%, or a share from 0 to 1")]
    [InlineData("kind: MockServiceGraph\nservices:\n- name: a\n  errorRate: 100%", 4,
        "a service that always fails cannot be simulated; stay below 100%")]
    [InlineData("kind: MockServiceGraph\nservices:\n- name: a\n  numReplicas: 1.5", 4,
        "is a whole number from 1 to 100000")]
    [InlineData("kind: MockServiceGraph\nservices:\n- name: a\n  script:\n  - sleep: soon", 5,
        "'soon' is not a duration such as 250ms, 30s or 2m")]
    [InlineData("kind: MockServiceGraph\nservices:\n- { name: a, isEntrypoint: true, script: [ call: b ] }\n"
        + "- { name: b, script: [ call: a ] }", 1, "calls go round and never end")]
    public void Parse_ABadGraph_IsRefusedWithItsLine(string text, int line, string reason)
    {
        var imported = IsotopeGraph.Parse(text, "bad.yaml", 1);

        Assert.Null(imported.Value);
        Assert.Contains(imported.Problems, problem => problem.Line == line && problem.Reason == reason);
    }

    [Fact]
    public void Parse_AScriptWithoutEnd_IsRefused()
    {
        var script = string.Join(", ", Enumerable.Repeat("sleep: 1ms", 1001));

        var imported = IsotopeGraph.Parse(
            $"kind: MockServiceGraph\nservices: [ {{ name: a, script: [ {script} ] }} ]", "long.yaml", 1);

        Assert.Contains(imported.Problems, problem => problem.Reason == "the script has more than 1000 steps");
    }
}
