using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Contracts.Scenarios;

/// <summary>The scenarios a person can play. Served by the process that hosts the page.</summary>
public interface IScenarioCatalog
{
    /// <summary>All scenarios, by name.</summary>
    ImmutableArray<ScenarioLine> List();

    /// <summary>A scenario ready to play with a seed (names and load are drawn from it); null when unknown.</summary>
    Scenario? Load(string name, ulong seed);
}

/// <summary>A scenario in a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">What happens and what to learn from it. It does not give the answer away.</param>
/// <param name="Duration">How long it runs.</param>
/// <param name="Entities">Entities in its estate.</param>
/// <param name="IsControl">True for a scenario without a fault.</param>
public sealed record ScenarioLine(
    string Name, string Title, string Description, TimeSpan Duration, int Entities, bool IsControl);
