using System.Collections.Immutable;
using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Scenarios.Harms;

/// <summary>What goes wrong in a simulated blast radius.</summary>
/// <param name="Lost">Entities that are lost at once, with all that stands on them.</param>
/// <param name="Faults">Faults that strike at the same moment.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.HarmQuestion")]
public sealed record HarmQuestion(
    [property: Id(0)] ImmutableArray<EntityId> Lost, [property: Id(1)] ImmutableArray<FaultSpec> Faults)
{
    /// <summary>Most losses and faults at one time.</summary>
    public const int MostFaults = 20;

    /// <summary>Most simulated minutes that are played.</summary>
    public const int MostMinutes = 60;

    /// <summary>Simulated minutes played, 1 to <see cref="MostMinutes"/>.</summary>
    [Id(2)]
    public int Minutes { get; init; } = 10;

    /// <summary>What is wrong with the question; empty when it can be asked of an estate.</summary>
    /// <param name="estate">The estate.</param>
    public ImmutableArray<string> Problems(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var problems = ImmutableArray.CreateBuilder<string>();
        if (Minutes is < 1 or > MostMinutes)
        {
            problems.Add($"minutes are 1 to {MostMinutes}");
        }

        if (Lost.Length + Faults.Length is < 1 or > MostFaults)
        {
            problems.Add($"something goes wrong, and at most {MostFaults} things do");
        }

        problems.AddRange(Faults.SelectMany(fault => FaultCatalog.Check(fault, estate)));
        problems.AddRange(Lost.Where(entity => Loss.Of(entity, estate) is null)
            .Select(entity => $"{entity} cannot be lost: it is not in the estate, or nothing of it works"));
        return problems.ToImmutable();
    }
}
