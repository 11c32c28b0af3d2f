using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Numerics.States;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Faults;

/// <summary>
/// A kind of fault: its name, what it takes, and what it does to the healthy model. A kind has no state: whatever a
/// fault does at a moment follows from its description and its strength at that moment.
/// </summary>
[Unchanging]
public abstract class FaultKind
{
    private protected FaultKind(string name, string summary, string targets, params FaultParameter[] parameters)
    {
        Name = name;
        Summary = summary;
        Targets = targets;
        Parameters = [.. parameters];
    }

    /// <summary>Unique name, lower case with hyphens.</summary>
    public string Name { get; }

    /// <summary>What it does, in a sentence.</summary>
    public string Summary { get; }

    /// <summary>What its targets, and its peer if it has one, must be, in a sentence.</summary>
    public string Targets { get; }

    /// <summary>The magnitudes it takes.</summary>
    public ImmutableArray<FaultParameter> Parameters { get; }

    /// <summary>Where a fault of this kind shows first.</summary>
    public abstract FaultVisibility Visibility { get; }

    /// <summary>The line that is logged by who fails for a fault of this kind, with {callee} for who was called; null
    /// where what is logged does not tell the kind.</summary>
    internal virtual string? Line => null;

    /// <summary>The line that a fault of this kind has written, as documentation shows it; null for none of its
    /// own.</summary>
    public string? LoggedAs => Line;

    /// <summary>The change that a fault of this kind is in the eyes of those who run the estate, reported unless the
    /// fault says otherwise; null for a kind that is no change and is not reported unless the fault says so.</summary>
    public ChangeKind? ReportedAs { get; private protected init; }

    /// <summary>The change events that tell of a fault of this kind when it strikes, one for each target: the first has
    /// the fault's id, the others that with a number. Empty when it is not reported.</summary>
    /// <param name="fault">A fault that passed the check.</param>
    /// <param name="at">When it strikes, UTC.</param>
    public ImmutableArray<ChangeEvent> Reports(FaultSpec fault, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault.IsReported ?? ReportedAs is not null
            ? [.. fault.Targets.Select((target, i) => Report(fault, i, at))]
            : [];
    }

    /// <summary>Everything that is wrong with a fault of this kind; empty when it can be injected.</summary>
    /// <param name="fault">The fault; its kind is not looked at.</param>
    /// <param name="estate">The estate it is to strike.</param>
    public ImmutableArray<string> Check(FaultSpec fault, Estate estate)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentNullException.ThrowIfNull(estate);
        var problems = ImmutableArray.CreateBuilder<string>();
        CheckFrame(fault, problems);
        CheckParameters(fault, problems);
        var view = new EstateView(estate);
        foreach (var target in fault.Targets.IsDefault ? [] : fault.Targets)
        {
            if (!view.Has(target))
            {
                problems.Add($"target {target} is not in the estate");
            }
        }

        if (fault.Peer is { } peer && !view.Has(peer))
        {
            problems.Add($"peer {peer} is not in the estate");
        }

        if (problems.Count == 0)
        {
            CheckAgainst(fault, view, problems);
        }

        return problems.ToImmutable();
    }

    /// <summary>Checks what is particular to the kind; targets and peer exist, parameters are in range.</summary>
    private protected abstract void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems);

    /// <summary>Lays the fault over the model.</summary>
    /// <param name="fault">A fault that passed the check.</param>
    /// <param name="now">How far it has come.</param>
    /// <param name="impairments">Where to lay it.</param>
    internal abstract void Apply(FaultSpec fault, FaultMoment now, Impairments impairments);

    /// <summary>Does what happens once, when it strikes or grows: what is not undone by taking it back.</summary>
    /// <param name="fault">A fault that passed the check.</param>
    /// <param name="strength">How strong it was, 0 for not at all, and how strong it is now.</param>
    /// <param name="state">The world it strikes.</param>
    internal virtual void Strike(FaultSpec fault, (double Before, double Now) strength, WorldState state)
    {
    }

    /// <summary>How long what the fault does stays as it is at full strength, in seconds; infinite for a kind that
    /// looks at its strength alone, 0 for one that moves all the time.</summary>
    /// <param name="fault">A fault that passed the check.</param>
    /// <param name="now">How far it has come.</param>
    internal virtual double QuietFor(FaultSpec fault, FaultMoment now) => double.PositiveInfinity;

    /// <summary>Value of a magnitude, or its default.</summary>
    private protected double Value(FaultSpec fault, string name)
    {
        if (fault.Parameters is { } given && given.TryGetValue(name, out var value))
        {
            return value;
        }

        return Parameters.First(parameter => parameter.Name == name).Default ?? 0;
    }

    /// <summary>How many of the targets have failed at a strength: over a ramp they fail one after the other, evenly,
    /// the last one at its end. Things that are either there or not can grow no other way.</summary>
    private protected static int Failed(FaultSpec fault, double strength) =>
        (int)Math.Floor((strength * fault.Targets.Length) + 1e-9);

    // The words say what was done and not that it went wrong.
    private ChangeEvent Report(FaultSpec fault, int number, DateTimeOffset at)
    {
        var (target, kind) = (fault.Targets[number], ReportedAs ?? ChangeKind.Infrastructure);
        var (source, title) = kind switch
        {
            ChangeKind.Deployment => ("deployments", $"a new version of {target.Name} is rolled out"),
            ChangeKind.Scaling => ("deployments", $"the number of copies of {target.Name} is set"),
            ChangeKind.Configuration => ("settings", $"settings of {target.Name} are changed"),
            _ => ("maintenance", $"work on {target.Name}"),
        };
        var id = number == 0 ? fault.Id : string.Create(CultureInfo.InvariantCulture, $"{fault.Id}.{number + 1}");
        return new ChangeEvent(
            id, source, target, kind, at, title, ImmutableSortedDictionary<string, string>.Empty);
    }

    private static void CheckFrame(FaultSpec fault, ImmutableArray<string>.Builder problems)
    {
        if (string.IsNullOrWhiteSpace(fault.Id))
        {
            problems.Add("the fault has no id");
        }

        if (fault.Targets.IsDefaultOrEmpty)
        {
            problems.Add("the fault has no target");
        }

        if (fault.Ramp < TimeSpan.Zero)
        {
            problems.Add($"ramp is {fault.Ramp}; it must not be negative");
        }

        if (!(fault.Intensity is > 0 and <= 1))
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture, $"intensity is {fault.Intensity}; it must be greater than 0, at most 1"));
        }

        if (fault.Pulse is { } pulse)
        {
            CheckPulse(fault, pulse, problems);
        }

        if (fault.Duration is { } duration && duration <= TimeSpan.Zero)
        {
            problems.Add($"duration is {duration}; it must be greater than zero");
        }
    }

    private static void CheckPulse(FaultSpec fault, FaultPulse pulse, ImmutableArray<string>.Builder problems)
    {
        if (pulse.Period <= TimeSpan.Zero)
        {
            problems.Add($"the period of the pulses is {pulse.Period}; it must be greater than zero");
        }

        if (!(pulse.OnShare is > 0 and < 1))
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"the pulses are on for {pulse.OnShare} of their period; it must be between 0 and 1"));
        }

        if (fault.Ramp > TimeSpan.Zero)
        {
            problems.Add("a fault grows over a ramp or comes in pulses, not both");
        }
    }

    private void CheckParameters(FaultSpec fault, ImmutableArray<string>.Builder problems)
    {
        var given = fault.Parameters ?? ImmutableSortedDictionary<string, double>.Empty;
        foreach (var name in given.Keys)
        {
            if (Parameters.All(parameter => parameter.Name != name))
            {
                var known = Parameters.IsEmpty
                    ? "it takes none"
                    : "it takes " + string.Join(", ", Parameters.Select(parameter => parameter.Name));
                problems.Add($"{Name} has no parameter '{name}'; {known}");
            }
        }

        foreach (var parameter in Parameters)
        {
            if (!given.TryGetValue(parameter.Name, out var value))
            {
                if (parameter.Default is null)
                {
                    problems.Add($"{Name} needs the parameter '{parameter.Name}': {parameter.Meaning}");
                }
            }
            else if (!(value >= parameter.Minimum && value <= parameter.Maximum))
            {
                problems.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{parameter.Name} is {value}; it must be from {parameter.Minimum} to {parameter.Maximum}"));
            }
        }
    }
}
