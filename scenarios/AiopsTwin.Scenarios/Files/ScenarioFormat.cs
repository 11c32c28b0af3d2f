using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Files;

/// <summary>
/// The scenario file, format 1: estate, load, timeline, expectations and hidden answer, in YAML or JSON.
/// </summary>
public static class ScenarioFormat
{
    /// <summary>Name of a scenario's file in its folder.</summary>
    public const string FileName = "scenario.yaml";

    /// <summary>Ending of the name of a control: the scenario before it without its fault.</summary>
    public const string ControlSuffix = "-control";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seed">Seed of the names and the load drawn for a run.</param>
    /// <param name="limits">What each file may cost; null for the defaults.</param>
    public static Parsed<Scenario> ReadFile(string path, ulong seed = 1, SourceLimits? limits = null)
    {
        var problems = new ProblemList(path, limits ?? SourceLimits.Default);
        var text = SourceFile.ReadText(path, problems);
        return text is null ? new Parsed<Scenario>(null, problems.ToSorted()) : Parse(text, path, seed, limits);
    }

    /// <summary>Reads text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="file">The file it came from: problems name it, and estates are found from it.</param>
    /// <param name="seed">Seed of the names and the load drawn for a run.</param>
    /// <param name="limits">What each file may cost; null for the defaults.</param>
    public static Parsed<Scenario> Parse(string text, string file, ulong seed = 1, SourceLimits? limits = null)
    {
        var problems = new ProblemList(file, limits ?? SourceLimits.Default);
        var root = SourceReader.Read(text, problems);
        if (root is null)
        {
            return new Parsed<Scenario>(null, problems.ToSorted());
        }

        // A draft with problems goes on to the checks, so that all of them are found at once.
        _ = ScenarioFields.Scenario.TryRead(root, new Place(1, 1, ""), problems, out var draft);
        var scenario = draft is null ? null : Build(draft, file, seed, problems);
        return new Parsed<Scenario>(problems.Count == 0 ? scenario : null, problems.ToSorted());
    }

    /// <summary>The JSON schema of the file, draft 2020-12.</summary>
    public static string Schema() => SchemaDocument.Write(
        "https://aiopstwin.example/schema/scenario.schema.json", "AiopsTwin scenario, format 1",
        ScenarioFields.Scenario);

    // A control is the same world without the fault, so it draws the same names and the same load.
    private static string ScopeOf(string name) =>
        name.EndsWith(ControlSuffix, StringComparison.Ordinal) ? name[..^ControlSuffix.Length] : name;

    private static Scenario? Build(ScenarioDraft draft, string file, ulong seed, ProblemList problems)
    {
        var draws = new NameDraws(seed, ScopeOf(draft.Name));
        var reading = ReadEstate(draft, file, draws, problems);
        draft = Resolve(draft, reading.Estate, problems);
        var checks = new ScenarioChecks(draft, problems);
        checks.CheckAlone();
        if (reading.IsComplete)
        {
            checks.CheckAgainst(reading);
        }

        return reading.Estate is null || problems.Count > 0 ? null : new Scenario(
            draft.Name,
            draft.Title,
            draft.Description,
            1,
            reading.Estate,
            LoadDraws.Draw(draft.Load.IsEmpty ? reading.Load : draft.Load, [.. reading.Working()], draws),
            draft.Start,
            draft.Duration,
            draft.WarmUp,
            draft.Tick,
            draft.TelemetryInterval,
            Timeline(draft),
            [.. draft.Expectations.Select(item => item.Expectation! with { At = item.At?.After(draft.Start) })],
            new GroundTruth(
                draft.Truth?.Roots ?? [], draft.Truth?.Change, draft.Truth?.Onset?.After(draft.Start)))
        {
            Provenance = draft.Provenance,
            Zoom = draft.Zoom,
        };
    }

    /// <summary>Puts entities in the place of selectors.</summary>
    private static ScenarioDraft Resolve(ScenarioDraft draft, Estate? estate, ProblemList problems) =>
        estate is null
            ? draft
            : draft with { Timeline = [.. draft.Timeline.Select(step => Resolve(step, estate, problems))] };

    private static StepDraft Resolve(StepDraft step, Estate estate, ProblemList problems)
    {
        if (step.Fault is not { Selector: { } selector, IsSound: true } fault)
        {
            return step;
        }

        var targets = selector.Resolve(estate, fault.Spec.Id);
        if (targets.IsEmpty)
        {
            problems.Add(fault.Place.Child(TimelineFields.Selector.Name), "matches no entity of the estate");
        }

        return step with
        {
            Fault = fault with { Spec = fault.Spec with { Targets = targets }, IsSound = !targets.IsEmpty },
        };
    }

    private static EstateReading ReadEstate(ScenarioDraft draft, string file, NameDraws draws, ProblemList problems)
    {
        var place = draft.Place.Child("estate");
        switch (draft.Estate)
        {
            case null:
                return EstateReading.Nothing;
            case SourceText text when !text.IsNull:
                return new EstateReference(file, EstateReference.RootOf(file))
                    .Read(text.Text, place.At(text), problems, draws);
            case SourceMap map:
                _ = EstateFields.Inline.TryRead(map, place, problems, out var inline);
                return EstateFormat.Build(inline with { Name = draft.Name }, problems, draws);
            default:
                problems.Add(place.At(draft.Estate), $"expects a path or an estate, not {draft.Estate.Shape}");
                return EstateReading.Nothing;
        }
    }

    private static ImmutableArray<TimelineStep> Timeline(ScenarioDraft draft) =>
        [.. draft.Timeline
            .Select(step => Step(step, draft.Start))
            .OrderBy(step => step.Time.After is null ? 0 : 1)
            .ThenBy(step => step.Time.At)];

    private static TimelineStep Step(StepDraft step, DateTimeOffset start)
    {
        var at = step.At?.After(start) ?? TimeSpan.Zero;
        return new TimelineStep(
            new StepTime(at, step.Every, step.After),
            step.Fault?.Spec,
            step.Revert,
            step.Change is null ? null : step.Change.Change with { At = start + at },
            step.Note)
        {
            Actor = step.Actor,
            Source = step.Source,
            Status = step.Status,
        };
    }
}
