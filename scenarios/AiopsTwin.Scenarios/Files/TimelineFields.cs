using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Files;

/// <summary>The fields of a timeline step.</summary>
internal static class TimelineFields
{
    /// <summary>The moment a step may wait for.</summary>
    public const string Diagnosed = "diagnosed";

    public static readonly TextType<AtTime> At = new(ReadAt, new JsonObject
    {
        ["type"] = "string",
        ["pattern"] = $"{DurationText.Pattern}|^[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?$",
    });

    public static readonly Field<string> FaultId = new("id", Types.Name, "Unique in the scenario.", isRequired: true);

    public static readonly Field<string> FaultKind = new("kind", Types.Name, "Kind of the fault.", isRequired: true);

    public static readonly Field<ImmutableArray<EntityId>> Targets = new(
        "targets", new ListType<EntityId>(Types.Entity, least: 1), "The entities it strikes, or a selector instead.");

    public static readonly Field<EntityId> Peer = new(
        "peer", Types.Entity, "The callee, where the kind is about a link from its target.");

    public static readonly Field<ImmutableSortedDictionary<string, double>> Parameters = new(
        "parameters", new MapType<double>(Types.Number(NumberRange.Any)),
        "Magnitudes, by the names the kind documents.");

    public static readonly Field<TimeSpan> Ramp = new(
        "ramp", Types.Duration, "Time over which it grows to full strength. Default 0s, a step.");

    public static readonly Field<TimeSpan> FaultDuration = new(
        "duration", Types.PositiveDuration, "How long it lasts; until reverted when absent.");

    public static readonly Field<TimeSpan> Period = new(
        "period", Types.PositiveDuration, "From the begin of a pulse to that of the next.", isRequired: true);

    public static readonly Field<double> OnShare = new(
        "onShare", Types.Number(NumberRange.Share), "Share of the period during which it is in force. Default 0.5.");

    public static readonly Field<FaultPulse> Pulse = new(
        "pulse",
        new RecordType<FaultPulse>(
            new FieldTable("pulse", "A fault that comes and goes.", Period, OnShare),
            fields => new FaultPulse(fields.Get(Period), fields.Get(OnShare, 0.5))),
        "Pulses it comes in; it stays when absent. Not together with ramp.");

    public static readonly Field<double> Intensity = new(
        "intensity", Types.Number(NumberRange.PositiveShare), "Factor of its strength, above 0. Default 1.");

    public static readonly Field<bool> IsReported = new(
        "reported", Types.Boolean,
        "Whether the world reports the change that the fault is. Default what the kind says: a deployment is.");

    public static readonly Field<FaultSelector> Selector = new(
        "selector", SelectorFields.Selector, "The entities it strikes, by what they are; instead of targets.");

    public static readonly RecordType<FaultDraft> Fault = new(
        new FieldTable(
            "fault", "A fault to inject.", FaultId, FaultKind, Targets, Selector, Peer, Parameters, Ramp, Pulse,
            Intensity, FaultDuration, IsReported),
        ReadFault);

    public static readonly Field<string> ChangeId = new(
        "id", Types.Line, "Identity within the source.", isRequired: true);

    public static readonly Field<string> ChangeSource = new(
        "source", Types.Line, "Who reports it. Default deployments.");

    public static readonly Field<EntityId> ChangeEntity = new(
        "entity", Types.Entity, "What was changed.", isRequired: true);

    public static readonly Field<ChangeKind> Kind = new(
        "kind", Types.Choice<ChangeKind>(), "What sort of change.", isRequired: true);

    public static readonly Field<string> ChangeTitle = new(
        "title", Types.Line, "One line for people.", isRequired: true);

    public static readonly Field<ImmutableSortedDictionary<string, string>> Attributes = new(
        "attributes", new MapType<string>(Types.Line), "Further facts: version, author, setting, old and new value.");

    public static readonly RecordType<ChangeDraft> Change = new(
        new FieldTable(
            "change", "A change event, reported to the twin at the step's time.",
            ChangeId, ChangeSource, ChangeEntity, Kind, ChangeTitle, Attributes),
        fields => new ChangeDraft(fields.Place, new ChangeEvent(
            fields.Get(ChangeId) ?? "",
            fields.Get(ChangeSource, "deployments"),
            fields.Get(ChangeEntity),
            fields.Get(Kind),
            default,
            fields.Get(ChangeTitle) ?? "",
            fields.Get(Attributes, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)))));

    public static readonly Field<AtTime> StepAt = new(
        "at", At, "Offset from the start (2m), or time of day (14:12). With after: added to that moment.");

    public static readonly Field<TimeSpan> Every = new(
        "every", Types.PositiveDuration, "Repeat period; once when absent.");

    public static readonly Field<string> After = new(
        "after", new TextType<string>(ReadAfter, new JsonObject { ["const"] = Diagnosed }),
        "A moment to wait for: diagnosed is the first diagnosis of the first incident.");

    public static readonly Field<FaultDraft> FaultPart = new("fault", Fault, "A fault injected.");

    public static readonly Field<string> Revert = new("revert", Types.Name, "Id of a fault taken back.");

    public static readonly Field<ChangeDraft> ChangePart = new("change", Change, "A change reported to the twin.");

    public static readonly Field<string> Note = new("note", Types.Text, "For the reader; never given to the twin.");

    public static readonly Field<string> Actor = new("actor", Types.Line, "Who acts, for the reader.");

    public static readonly Field<string> StepSource = new(
        "source", Types.Line, "Where the step is told, for example a report.");

    public static readonly Field<FactStatus> Status = new(
        "status", Types.Choice<FactStatus>(), "Whether the step is reported or assumed.");

    public static readonly RecordType<StepDraft> Step = new(
        new FieldTable(
            "step", "One step of the timeline; at least one of fault, revert, change and note.",
            StepAt, Every, After, FaultPart, Revert, ChangePart, Note, Actor, StepSource, Status),
        fields => new StepDraft(fields.Place, fields.Maybe(StepAt), fields.Maybe(Every), fields.Get(After))
        {
            HasTime = fields.Has(StepAt) || fields.Has(After),
            Fault = fields.Get(FaultPart),
            Revert = fields.Get(Revert),
            Change = fields.Get(ChangePart),
            Note = fields.Get(Note),
            Actor = fields.Get(Actor),
            Source = fields.Get(StepSource),
            Status = fields.Maybe(Status),
        });

    private static FaultDraft ReadFault(RecordReader fields)
    {
        var spec = new FaultSpec(
            fields.Get(FaultId) ?? "",
            fields.Get(FaultKind) ?? "",
            fields.Get(Targets, []),
            fields.Maybe(Peer),
            fields.Get(Parameters, ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal)),
            fields.Get(Ramp),
            fields.Maybe(FaultDuration))
        {
            Pulse = fields.Get(Pulse),
            Intensity = fields.Get(Intensity, 1),
            IsReported = fields.Maybe(IsReported),
        };
        if (fields.Has(Targets) == fields.Has(Selector))
        {
            fields.Problems.Add(
                fields.Place, $"says whom it strikes by {Targets.Name} or by {Selector.Name}: one of the two");
        }

        return new FaultDraft(fields.Place, spec) { Selector = fields.Get(Selector), IsSound = fields.IsSound };
    }

    private static string? ReadAt(string text, out AtTime value)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            var isClock = TimeOnly.TryParseExact(
                text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock);
            value = new AtTime(clock.ToTimeSpan(), true);
            return isClock ? null : $"'{Types.Short(text)}' is not a time of day; write for example 14:12 or 14:12:30";
        }

        var reason = DurationText.Parse(text, out var offset);
        value = new AtTime(offset, false);
        return reason;
    }

    private static string? ReadAfter(string text, out string value)
    {
        value = text;
        return text == Diagnosed ? null : $"'{Types.Short(text)}' is not a moment; the only one is {Diagnosed}";
    }
}
