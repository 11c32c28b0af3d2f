using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Scenarios.Contingencies;

/// <summary>What is asked about losses.</summary>
/// <param name="Pairs">Pairs of the most harmful losses that are tried too, at most
/// <see cref="ContingencyTrial.MostPairs"/>.</param>
/// <param name="Minutes">Simulated minutes after each loss.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.ContingencyQuestion")]
public sealed record ContingencyQuestion([property: Id(0)] int Pairs = 0, [property: Id(1)] int Minutes = 10)
{
    /// <summary>Most simulated minutes after each loss.</summary>
    public const int MostMinutes = 60;

    /// <summary>What is wrong with the question; empty when it can be asked.</summary>
    public ImmutableArray<string> Problems()
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        if (Pairs is < 0 or > ContingencyTrial.MostPairs)
        {
            problems.Add($"pairs are 0 to {ContingencyTrial.MostPairs}");
        }

        if (Minutes is < 1 or > MostMinutes)
        {
            problems.Add($"minutes are 1 to {MostMinutes}");
        }

        return problems.ToImmutable();
    }
}
