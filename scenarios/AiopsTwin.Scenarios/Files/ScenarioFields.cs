using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Files;

/// <summary>The fields of a scenario file; those of its steps and claims stand in tables of their own.</summary>
internal static class ScenarioFields
{
    /// <summary>Longest description of an estate reference.</summary>
    public static readonly TextType<string> Reference = Types.Line;

    public static readonly Field<int> Format = new(
        "format", Types.Format, "Version of the file format: 1.", isRequired: true);

    public static readonly Field<string> Name = new(
        "name", Types.Name, "Unique name; also the name of the folder.", isRequired: true);

    public static readonly Field<string> Title = new("title", Types.Line, "One line.", isRequired: true);

    public static readonly Field<string> Description = new(
        "description", Types.Text, "What happens and what to learn from it, without the answer.", isRequired: true);

    public static readonly Field<SourceNode> Estate = new(
        "estate", new NodeType(new EitherSchema(Reference, EstateFields.Inline)),
        "The estate: a path to its file, relative to this one and inside the catalog, or the estate itself.",
        isRequired: true);

    public static readonly Field<ImmutableArray<LoadDraft>> Load = new(
        "load", new ListType<LoadDraft>(LoadFields.Source, least: 1),
        "Work from outside; when absent, the load that the estate's file gives.");

    public static readonly Field<DateTimeOffset> Start = new(
        "start", Types.Instant, "Virtual time at which the clock reads zero, UTC.", isRequired: true);

    public static readonly Field<TimeSpan> Duration = new(
        "duration", Types.PositiveDuration, "How long it runs after the start.", isRequired: true);

    public static readonly Field<TimeSpan> WarmUp = new(
        "warmUp", Types.Duration, "How long the world runs before the start, so that baselines are warm. Default 2h.");

    public static readonly Field<TimeSpan> Tick = new(
        "tick", Types.PositiveDuration, "Step of the world. Default 1s.");

    public static readonly Field<TimeSpan> TelemetryInterval = new(
        "telemetryInterval", Types.PositiveDuration, "How often entities report; a multiple of the tick. Default 10s.");

    public static readonly Field<ImmutableArray<EntityId>> Zoom = new(
        "zoom", new ListType<EntityId>(Types.Entity, least: 1),
        "Entities whose requests are simulated one at a time, inside the fluid whole. Default none.");

    public static readonly Field<ImmutableArray<StepDraft>> Timeline = new(
        "timeline", new ListType<StepDraft>(TimelineFields.Step), "What happens, in any order.");

    public static readonly Field<ImmutableArray<ExpectationDraft>> Expectations = new(
        "expectations", new ListType<ExpectationDraft>(ExpectationFields.Expectation, least: 1),
        "Claims checked at the end.", isRequired: true);

    public static readonly Field<TruthDraft> Truth = new(
        "truth", ExpectationFields.Truth, "The hidden answer; absent for a control.");

    public static readonly Field<Provenance> Provenance = new(
        "provenance", ProvenanceFields.Provenance, "The real incident it is modelled on; absent when it is invented.");

    public static readonly RecordType<ScenarioDraft> Scenario = new(
        new FieldTable(
            "scenario", "Estate, load, timeline of faults and changes, and expectations, in one file.",
            Format, Name, Title, Description, Estate, Load, Start, Duration, WarmUp, Tick, TelemetryInterval, Zoom,
            Timeline, Expectations, Truth, Provenance),
        Make);

    private static ScenarioDraft Make(RecordReader fields)
    {
        // Read for its check alone: there is one version.
        _ = fields.Get(Format);
        return new ScenarioDraft(
            fields.Place, fields.Get(Name) ?? "", fields.Get(Title) ?? "", fields.Get(Description) ?? "")
        {
            Estate = fields.Get(Estate),
            Load = fields.Get(Load, []),
            Start = fields.Get(Start),
            Duration = fields.Get(Duration),
            WarmUp = fields.Get(WarmUp, TimeSpan.FromHours(2)),
            Tick = fields.Get(Tick, TimeSpan.FromSeconds(1)),
            TelemetryInterval = fields.Get(TelemetryInterval, TimeSpan.FromSeconds(10)),
            Zoom = fields.Get(Zoom, []),
            Timeline = fields.Get(Timeline, []),
            Expectations = fields.Get(Expectations, []),
            Truth = fields.Get(Truth),
            Provenance = fields.Get(Provenance),
        };
    }
}
