using AiopsTwin.Scenarios.Imports.Chaos;

namespace AiopsTwin.Scenarios.Tests.Imports.Chaos;

/// <summary><see cref="BenchTruth"/>: a ground truth of our own in the layout of ITBench.</summary>
public sealed class BenchTruthTests
{
    private const string Body = """
        fault:
        - category: Network
          condition: nobody reaches the cart
          fault_mechanism: network_partition
          entity: { group_id: cart-pods, kind: Pod, name: cart-pods }
        - category: Latency
          condition: slow
          fault_mechanism: something new
          entity: { kind: Service, name: currency }
        - category: Weather
          condition: rain
          fault_mechanism: something else
          entity: { kind: Service, name: currency }
        groups:
        - { id: cart-pods, kind: Pod, namespace: default, filter: [ 'cartservice-.*' ], root_cause: true }
        propagations: []
        """;

    [Fact]
    public void Read_FaultsOfBothKinds_BeginTogether() => Assert.Equal(
        ["0s partition cartservice", "0s latency-add currencyservice milliseconds=500"], Experiment.Faults(Body));

    [Fact]
    public void Read_AResourceAroundIt_IsTheSame()
    {
        var wrapped = "apiVersion: x/v1\nkind: GroundTruth\nmetadata: { name: t }\nspec:\n"
            + string.Concat(Body.Split('\n').Select(line => "  " + line + "\n"));

        Assert.Equal(Experiment.Faults(Body), Experiment.Faults(wrapped));
    }

    [Fact]
    public void Read_ACategoryWithoutFault_IsNoted() => Assert.Contains(
        Experiment.Import(Body).Notes,
        note => note is { Line: 10, Text: "category/Weather has no fault here; it was left out" });
}
