using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Files;

/// <summary>The fields of an expectation and of the hidden answer.</summary>
internal static class ExpectationFields
{
    public static readonly Field<int> IncidentCount = new(
        "incidentCount", Types.Integer(0, 10_000), "Exactly so many incidents opened in the whole run.");

    public static readonly Field<TimeSpan> DetectedWithin = new(
        "detectedWithin", Types.PositiveDuration, "The first incident opened so soon after the fault's onset.");

    public static readonly Field<int> RootRank = new(
        "rootRank", Types.Integer(1, 100), "A true root is among the first so many suspects.");

    public static readonly Field<string> ChangeNamed = new(
        "changeNamed", Types.Line, "The first suspect names the change with this id.");

    public static readonly Field<bool> NoChangeNamed = new(
        "noChangeNamed", Yes(), "No first suspect names any change.");

    public static readonly Field<TimeSpan> MitigatedWithin = new(
        "mitigatedWithin", Types.PositiveDuration, "The incident was mitigated so soon after the revert.");

    public static readonly Field<int> WithheldAtLeast = new(
        "withheldAtLeast", Types.Integer(1, 1_000_000), "At least so many alerts were withheld.");

    public static readonly Field<int> AlertsAtLeast = new(
        "alertsAtLeast", Types.Integer(1, 1_000_000), "At least so many alerts joined the incident.");

    public static readonly Field<bool> BeforeAnyProbeFails = new(
        "beforeAnyProbeFails", Yes(), "Detection came before any entity's up metric fell.");

    public static readonly Field<bool> RecurrenceNamed = new(
        "recurrenceNamed", Yes(), "The first suspect is blamed for something that comes back.");

    public static readonly Field<ImmutableArray<EntityId>> AffectedInOrder = new(
        "affectedInOrder", new ListType<EntityId>(Types.Entity, least: 2),
        "The entities were hit in this order; several may be hit at once.");

    public static readonly Field<PhaseDraft> PhaseAt = new(
        "phaseAt", PhaseFields.Claim, "A phase of some entities' trouble came at about this time.");

    public static readonly Field<TimeSpan> Tolerance = new(
        "tolerance", Types.Duration, "With affectedInOrder: how much sooner a later one may be hit. Default 0s.");

    public static readonly Field<string> Deviation = new(
        "deviation", Types.Text,
        "Why the claim is known not to hold, though it is what is reported: it is listed and fails nothing.");

    private static readonly ImmutableArray<Field> All =
    [
        IncidentCount, DetectedWithin, RootRank, ChangeNamed, NoChangeNamed, MitigatedWithin, WithheldAtLeast,
        AlertsAtLeast, BeforeAnyProbeFails, RecurrenceNamed, AffectedInOrder, PhaseAt,
    ];

    public static readonly RecordType<ExpectationDraft> Expectation = new(
        new FieldTable(
            "expectation", "One checkable claim: exactly one of these, and a deviation where it is known not to hold.",
            [.. All, Tolerance, Deviation]),
        Make);

    public static readonly Field<ImmutableArray<EntityId>> Roots = new(
        "roots", new ListType<EntityId>(Types.Entity, least: 1), "Entities that are each a right answer.",
        isRequired: true);

    public static readonly Field<string> TruthChange = new("change", Types.Line, "Id of the change that caused it.");

    public static readonly Field<AtTime> Onset = new(
        "onset", TimelineFields.At, "When the fault struck.", isRequired: true);

    public static readonly RecordType<TruthDraft> Truth = new(
        new FieldTable("truth", "The hidden answer. Inference never sees it.", Roots, TruthChange, Onset),
        fields => new TruthDraft(fields.Place, fields.Get(Roots, []), fields.Get(TruthChange), fields.Maybe(Onset)));

    private static ExpectationDraft Make(RecordReader fields)
    {
        var given = All.Where(fields.Has).ToArray();
        if (given.Length != 1)
        {
            fields.Problems.Add(fields.Place, $"holds exactly one claim, not {given.Length}");
            return new ExpectationDraft(fields.Place, null);
        }

        if (fields.Has(Tolerance) && given[0] != AffectedInOrder)
        {
            fields.Fail(Tolerance, $"goes with {AffectedInOrder.Name} alone");
        }

        var phase = fields.Get(PhaseAt);
        var expectation = given[0] switch
        {
            Field<int> count => new Expectation(KindOf(count.Name), fields.Maybe(count), null, null),
            Field<TimeSpan> within => new Expectation(KindOf(within.Name), null, fields.Maybe(within), null),
            Field<string> text => new Expectation(KindOf(text.Name), null, null, fields.Get(text)),
            Field<bool> flag when fields.Get(flag) => new Expectation(KindOf(flag.Name), null, null, null),
            Field<ImmutableArray<EntityId>> entities =>
                new Expectation(KindOf(entities.Name), null, fields.Get(Tolerance), null)
                {
                    Entities = fields.Get(entities, []),
                },
            Field<PhaseDraft> => phase?.Claim,
            _ => null,
        };
        var deviation = fields.Get(Deviation);
        return new ExpectationDraft(
            fields.PlaceOf(given[0]), fields.IsSound ? expectation! with { Deviation = deviation } : null)
        {
            At = phase?.At,
        };
    }

    private static ExpectationKind KindOf(string name) => Enum.Parse<ExpectationKind>(name, ignoreCase: true);

    private static TextType<bool> Yes() => new(
        (string text, out bool value) =>
        {
            value = true;
            return text == "true" ? null : $"'{Types.Short(text)}' is not true; leave the line out to claim nothing";
        },
        new JsonObject { ["const"] = true });
}
