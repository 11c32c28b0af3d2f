using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Contingencies;
using AiopsTwin.Engine.Scenarios.Harms;
using AiopsTwin.Engine.Scenarios.Loads;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Silo.Api;

/// <summary>Body of <c>POST …/questions/blast-radius</c>.</summary>
/// <param name="Lost">Entities that are lost with all that stands on them.</param>
/// <param name="Faults">Faults that strike at the same moment.</param>
/// <param name="Minutes">Simulated minutes after it; 10 when absent.</param>
internal sealed record BlastRadiusBody(
    IReadOnlyList<EntityId>? Lost, IReadOnlyList<QuestionFaultBody>? Faults, int? Minutes)
{
    public HarmQuestion Read(Findings findings)
    {
        var faults = Faults ?? [];
        var question = new HarmQuestion(
            [.. Lost ?? []],
            [.. faults.Select((fault, i) => fault.Read($"$.faults[{i}]", $"fault-{i + 1}", findings))]);
        return question with { Minutes = Minutes ?? question.Minutes };
    }
}

/// <summary>A fault of a question, in full.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Targets">The entities it strikes.</param>
/// <param name="Peer">The other end where the kind is about a link.</param>
/// <param name="Parameters">Magnitudes, by the names the kind documents.</param>
/// <param name="Duration">How long it lasts; to the end when absent.</param>
internal sealed record QuestionFaultBody(
    string? Kind, IReadOnlyList<EntityId>? Targets, EntityId? Peer, IReadOnlyDictionary<string, double>? Parameters,
    TimeSpan? Duration)
{
    private const double EvenPulse = 0.5;

    /// <summary>Time over which it grows to full strength; a step when absent.</summary>
    public TimeSpan? Ramp { get; init; }

    /// <summary>Period of the pulses it comes in, half of each; it stays when absent.</summary>
    public TimeSpan? Pulse { get; init; }

    /// <summary>Factor of its strength, more than 0 and at most 1; 1 when absent.</summary>
    public double? Intensity { get; init; }

    public FaultSpec Read(string field, string id, Findings findings)
    {
        var kind = findings.Text($"{field}.kind", Kind, 80);
        findings.Items($"{field}.targets", Targets is null, Targets?.Count ?? 0, HarmQuestion.MostFaults);
        if (Duration <= TimeSpan.Zero)
        {
            findings.Add($"{field}.duration", "must be more than 00:00:00");
        }

        if (Ramp < TimeSpan.Zero)
        {
            findings.Add($"{field}.ramp", "must be 00:00:00 or more");
        }

        var parameters = (Parameters ?? new Dictionary<string, double>()).ToImmutableSortedDictionary(
            StringComparer.Ordinal);
        return new FaultSpec(id, kind, [.. Targets ?? []], Peer, parameters, Ramp ?? TimeSpan.Zero, Duration)
        {
            Pulse = Pulse is { } period ? new FaultPulse(period, EvenPulse) : null,
            Intensity = Intensity ?? 1,
        };
    }
}

/// <summary>Body of <c>POST …/questions/contingency</c>.</summary>
/// <param name="Pairs">Pairs of the most harmful losses tried too; none when absent.</param>
/// <param name="Minutes">Simulated minutes after each loss; 10 when absent.</param>
internal sealed record ContingencyBody(int? Pairs, int? Minutes)
{
    public ContingencyQuestion Read() => new(Pairs ?? 0, Minutes ?? 10);
}

/// <summary>Body of <c>POST …/questions/headroom</c>.</summary>
/// <param name="Service">The service; the whole estate and every service when absent.</param>
/// <param name="Minutes">Simulated minutes with each amount of work; 10 when absent.</param>
internal sealed record HeadroomBody(EntityId? Service, int? Minutes)
{
    public HeadroomQuestion Read() => new(Service, Minutes ?? 10);
}

/// <summary>Body of <c>POST …/questions/collapse</c>.</summary>
/// <param name="Service">The service.</param>
/// <param name="Spike">Work during the spike, as a factor of the usual; twice what is carried when absent.</param>
/// <param name="SpikeFor">How long it lasts; 10 s when absent.</param>
/// <param name="Within">In which time it is to be back; 10 min when absent.</param>
/// <param name="Retries">Further attempts tried; 0 to 3 when absent.</param>
/// <param name="Timeouts">Timeouts tried; those there are when absent.</param>
/// <param name="Loads">Base loads tried, as factors of the usual; shares of what is carried when absent.</param>
internal sealed record CollapseBody(
    EntityId? Service, double? Spike, TimeSpan? SpikeFor, TimeSpan? Within, IReadOnlyList<int>? Retries,
    IReadOnlyList<TimeSpan>? Timeouts, IReadOnlyList<double>? Loads)
{
    public CollapseQuestion Read(Findings findings)
    {
        var usual = new CollapseQuestion(findings.Required("$.service", Service));
        return usual with
        {
            Spike = Spike,
            SpikeFor = SpikeFor ?? usual.SpikeFor,
            Within = Within ?? usual.Within,
            Retries = Retries is null ? usual.Retries : [.. Retries],
            Timeouts = [.. Timeouts ?? []],
            Loads = [.. Loads ?? []],
        };
    }
}
