using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Impacts;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Files;

/// <summary>The fields of a claim about when a phase of an incident came.</summary>
internal static class PhaseFields
{
    public static readonly Field<ImpactPhase> Phase = new(
        "phase", Types.Choice<ImpactPhase>(),
        "start: the first of them is hit; mitigation: what they lose together falls below half of the worst, for good; "
        + "recovery: none of them is hit any more, for good.", isRequired: true);

    public static readonly Field<ImmutableArray<EntityId>> Of = new(
        "of", new ListType<EntityId>(Types.Entity, least: 1), "The entities.", isRequired: true);

    public static readonly Field<AtTime> At = new(
        "at", TimelineFields.At, "When: offset from the start (2m), or time of day (14:12).", isRequired: true);

    public static readonly Field<double> Within = new(
        "within", Types.Number(NumberRange.PositiveShare),
        "How far off it may be, as a share of the time since the onset; a minute is allowed anyway. Default 0.2.");

    public static readonly RecordType<PhaseDraft> Claim = new(
        new FieldTable("phase", "A phase of the trouble of some entities, and when it came.", Phase, Of, At, Within),
        fields => new PhaseDraft(
            fields.Maybe(At),
            new Expectation(ExpectationKind.PhaseAt, null, null, null)
            {
                Phase = fields.Get(Phase),
                Entities = fields.Get(Of, []),
                Share = fields.Maybe(Within),
            }));
}
