using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Exports;

/// <summary>
/// Writes a run as a journal of the Chaos Toolkit (chaostoolkit.org/reference/api/journal), so that what reads journals
/// of real experiments reads rehearsals too: faults and changes are actions of the run, reverts are rollbacks, and the
/// expectations are the probes of the steady state after it. Before it, the steady state is that nothing was reported.
/// Times are virtual, UTC.
/// </summary>
public static class ChaosJournal
{
    /// <summary>Most entries: a step may repeat every second for days.</summary>
    public const int MostEntries = 10_000;

    /// <summary>Module of actions that are faults of this project; the import of experiments knows them.</summary>
    internal const string Faults = "aiopstwin.faults";

    private const string Changes = "aiopstwin.changes";

    private static readonly JsonSerializerOptions Pretty = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The journal, as JSON.</summary>
    /// <param name="scenario">The scenario that was played.</param>
    /// <param name="report">What came of it.</param>
    public static string Write(Scenario scenario, RunReport report)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(report);
        var steps = JournalSteps.Of(scenario, report, MostEntries);
        var before = Before(scenario, report);
        var after = State("after", scenario, report.Expectations.Select(result =>
            (Name(result.Expectation), (JsonNode)result.Found, result.Passed)));
        var isSteady = report.Expectations.All(result => result.Passed);
        var journal = new JsonObject
        {
            ["chaoslib-version"] = "1",
            ["platform"] = $"AiopsTwin {report.EngineVersion}",
            ["node"] = scenario.Estate.Name,
            ["experiment"] = Experiment(scenario, report, steps),
            ["start"] = Time(report.StartsAt),
            ["status"] = "completed",
            ["deviated"] = !isSteady,
            ["steady_states"] = new JsonObject { ["before"] = before, ["after"] = after, ["during"] = new JsonArray() },
            ["run"] = new JsonArray([.. steps.Where(step => step.Step.Reverts is null).SelectMany(Run)]),
            ["rollbacks"] = new JsonArray([.. steps.Where(step => step.Step.Reverts is not null).SelectMany(Run)]),
            ["end"] = Time(report.EndsAt),
            ["duration"] = (report.EndsAt - report.StartsAt).TotalSeconds,
        };
        return journal.ToJsonString(Pretty) + "\n";
    }

    private static JsonObject Experiment(
        Scenario scenario, RunReport report, IReadOnlyList<(DateTimeOffset At, TimelineStep Step)> steps)
    {
        var probes = report.Expectations.Select(result => Probe(Name(result.Expectation)));
        var rollbacks = steps.Where(step => step.Step.Reverts is not null).SelectMany(step => Activities(step.Step));
        return new JsonObject
        {
            ["version"] = "1.0.0",
            ["title"] = scenario.Title,
            ["description"] = scenario.Description,
            ["tags"] = new JsonArray(scenario.Name, string.Create(CultureInfo.InvariantCulture, $"seed {report.Seed}")),
            ["steady-state-hypothesis"] = new JsonObject
            {
                ["title"] = "Every expectation holds.",
                ["probes"] = new JsonArray([.. probes]),
            },
            ["method"] = new JsonArray([.. Method([.. steps.Where(step => step.Step.Reverts is null)])]),
            ["rollbacks"] = new JsonArray([.. rollbacks]),
        };
    }

    // An experiment has no times: each action waits for as long as it came after the one before it.
    private static IEnumerable<JsonNode> Method((DateTimeOffset At, TimelineStep Step)[] steps)
    {
        var last = steps.Select(step => step.At).FirstOrDefault();
        foreach (var (at, step) in steps)
        {
            foreach (var activity in Activities(step))
            {
                if (at > last)
                {
                    activity["pauses"] = new JsonObject { ["before"] = (at - last).TotalSeconds };
                    last = at;
                }

                yield return activity;
            }
        }
    }

    // What was reported before the first action had nothing to do with it.
    private static JsonObject Before(Scenario scenario, RunReport report)
    {
        var first = scenario.Timeline.Where(step => step.Fault is not null && step.Time.After is null)
            .Select(step => scenario.StartsAt + step.Time.At).DefaultIfEmpty(report.EndsAt).Min();
        var early = report.Incidents.Count(incident => incident.OpenedAt < first && incident.MergedInto is null);
        return State("before", scenario, [("incidentCount: 0", early, early == 0)]);
    }

    private static JsonObject State(
        string when, Scenario scenario, IEnumerable<(string Name, JsonNode Output, bool IsMet)> probes)
    {
        var entries = probes.Select(probe => new JsonObject
        {
            ["activity"] = Probe(probe.Name),
            ["output"] = probe.Output,
            ["status"] = "succeeded",
            ["tolerance_met"] = probe.IsMet,
            ["start"] = Time(scenario.StartsAt + (when == "after" ? scenario.Duration : TimeSpan.Zero)),
        }).ToArray();
        return new JsonObject
        {
            ["steady_state_met"] = Array.TrueForAll(entries, entry => entry["tolerance_met"]!.GetValue<bool>()),
            ["probes"] = new JsonArray([.. entries]),
        };
    }

    private static IEnumerable<JsonNode> Run((DateTimeOffset At, TimelineStep Step) step) =>
        Activities(step.Step).Select(activity => (JsonNode)new JsonObject
        {
            ["activity"] = activity,
            ["output"] = null,
            ["status"] = "succeeded",
            ["start"] = Time(step.At),
            ["end"] = Time(step.At),
            ["duration"] = 0.0,
        });

    private static IEnumerable<JsonNode> Activities(TimelineStep step)
    {
        if (step.Fault is { } fault)
        {
            var arguments = new JsonObject
            {
                ["id"] = fault.Id,
                ["targets"] = new JsonArray([.. fault.Targets.Select(target => (JsonNode)target.Text)]),
            };
            foreach (var (name, value) in fault.Parameters)
            {
                arguments[name] = value;
            }

            if (fault.Peer is { } peer)
            {
                arguments["peer"] = peer.Text;
            }

            if (fault.Ramp > TimeSpan.Zero)
            {
                arguments["ramp"] = fault.Ramp.TotalSeconds;
            }

            if (fault.Pulse is { } pulse)
            {
                arguments["pulseSeconds"] = pulse.Period.TotalSeconds;
                arguments["pulseShare"] = pulse.OnShare;
            }

            if (fault.Intensity != 1)
            {
                arguments["intensity"] = fault.Intensity;
            }

            if (fault.Duration is { } duration)
            {
                arguments["duration"] = duration.TotalSeconds;
            }

            yield return Action(fault.Id, Faults, fault.Kind, arguments);
        }

        if (step.Reverts is { } reverted)
        {
            yield return Action($"revert {reverted}", Faults, "revert", new JsonObject { ["id"] = reverted });
        }

        if (step.Change is { } change)
        {
            yield return Action(change.Title, Changes, "report", new JsonObject
            {
                ["id"] = change.Id,
                ["source"] = change.Source,
                ["entity"] = change.Entity.Text,
                ["kind"] = ChoiceNames.Name(change.Kind),
            });
        }
    }

    private static JsonObject Action(string name, string module, string function, JsonObject arguments) => new()
    {
        ["type"] = "action",
        ["name"] = name,
        ["provider"] = new JsonObject
        {
            ["type"] = "python",
            ["module"] = module,
            ["func"] = function,
            ["arguments"] = arguments,
        },
    };

    private static JsonObject Probe(string name) => new()
    {
        ["type"] = "probe",
        ["name"] = name,
        ["tolerance"] = true,
        ["provider"] = new JsonObject
        {
            ["type"] = "python",
            ["module"] = "aiopstwin.expectations",
            ["func"] = name.Split(':')[0],
        },
    };

    private static string Name(Expectation expectation)
    {
        var kind = expectation.Kind.ToString();
        var value = expectation.Text ?? expectation.Count?.ToString(CultureInfo.InvariantCulture)
            ?? (expectation.Within is { } within ? DurationText.Format(within) : "true");
        return $"{char.ToLowerInvariant(kind[0])}{kind[1..]}: {value}";
    }

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
