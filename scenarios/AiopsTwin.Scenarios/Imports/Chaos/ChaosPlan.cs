using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Scenarios.Files;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>What must hold of a label: it has one of the values, or (negated) none of them; without values it is about
/// the label being there at all.</summary>
internal sealed record LabelTerm(string Key, ImmutableArray<string> Values, bool IsNegated);

/// <summary>What an action strikes, in the words of the foreign file.</summary>
internal sealed record ChaosSelector(Place Place)
{
    public ImmutableArray<LabelTerm> Labels { get; init; } = [];

    public ImmutableArray<string> Namespaces { get; init; } = [];

    /// <summary>Names of pods, workloads, services or machines; <c>*</c> stands for anything.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    public SelectionMode Mode { get; init; }

    /// <summary>A number for <see cref="SelectionMode.Fixed"/>, a percentage for the modes in percent.</summary>
    public double Value { get; init; }

    public bool IsEmpty => Labels.IsEmpty && Namespaces.IsEmpty && Names.IsEmpty;
}

/// <summary>Which way calls between two selections go: from the first to the second, back, or both.</summary>
internal enum ChaosDirection
{
    To,
    From,
    Both,
}

/// <summary>One thing an experiment does.</summary>
internal sealed record ChaosAction(Place Place, string Id, string Title, ChaosSelector Selector)
{
    public ChaosSelector? Peer { get; init; }

    public ChaosDirection Direction { get; init; }

    public required ChaosParameters Parameters { get; init; }

    /// <summary>How long it lasts; null when the file does not say.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The fault itself, where the file is of this project's making; null where it must be mapped.</summary>
    public FaultSpec? Fault { get; init; }
}

/// <summary>An experiment, whatever its format: what it does when, counted from its beginning.</summary>
internal sealed class ChaosPlan(ChaosFormat format)
{
    /// <summary>Most actions, those that a schedule or a workflow repeats counted each time.</summary>
    public const int MostActions = 200;

    public ChaosFormat Format { get; } = format;

    public string Title { get; set; } = "";

    public string Description { get; set; } = "";

    public List<(TimeSpan At, ChaosAction Action)> Actions { get; } = [];

    /// <summary>For the reader of the scenario: probes, checks and what could not be taken over.</summary>
    public List<(TimeSpan At, string Text)> Remarks { get; } = [];

    /// <summary>When whatever is still in force is taken back, and what the experiment calls that.</summary>
    public (TimeSpan At, string Text)? Rollback { get; set; }

    /// <summary>Adds an action; false with a problem when there are too many.</summary>
    public bool Add(TimeSpan at, ChaosAction action)
    {
        if (Actions.Count >= MostActions)
        {
            action.Parameters.Log.Problems.Add(action.Place, $"the experiment has more than {MostActions} actions");
            return false;
        }

        Actions.Add((at, action));
        return true;
    }
}
