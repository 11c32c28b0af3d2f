using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Files;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>Writes a plan as a scenario file.</summary>
internal sealed class ChaosScenario(ChaosPlan plan, ChaosRequest request, string name)
{
    /// <summary>Most notes in the timeline; all of them are beside the result.</summary>
    private const int MostNotes = 100;

    /// <summary>An experiment begins after some quiet minutes, so that what was before can be told from it.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(5);

    /// <summary>Time to recover, and to notice what lasts.</summary>
    private static readonly TimeSpan Tail = TimeSpan.FromMinutes(15);

    /// <summary>A rehearsal is cut off here.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private readonly List<(TimeSpan At, JsonObject Step)> _steps = [];

    /// <summary>The file's text; null with a problem when nothing of the experiment has a fault here.</summary>
    public string? Write(ImportLog log)
    {
        var injection = new ChaosInjection(
            plan.Format, request.Estate.Estate, new SelectorResolution(request.Estate.Estate, request.Seed));
        var injected = Inject(injection);
        if (injected.Count == 0)
        {
            log.Problems.Add(new Place(1, 1, ""), "nothing of it can be injected here; the notes say why");
            foreach (var note in log.ToSorted().Take(MostNotes))
            {
                log.Problems.Add(new Place(note.Line, 1, note.Field), note.Text);
            }

            return null;
        }

        RollBack(injected);
        Remark(log);
        return YamlText.Write(Document(injected));
    }

    private List<(TimeSpan At, InjectedAction Action)> Inject(ChaosInjection injection)
    {
        var injected = new List<(TimeSpan, InjectedAction)>();
        foreach (var (at, action) in plan.Actions.OrderBy(item => item.At))
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"f{_steps.Count + 1}");
            if (injection.Of(action, id) is not { } made)
            {
                continue;
            }

            injected.Add((at, made));
            foreach (var fault in made.Faults)
            {
                Add(at, new JsonObject { [TimelineFields.FaultPart.Name] = Fault(fault), });
            }
        }

        return injected;
    }

    private void RollBack(List<(TimeSpan At, InjectedAction Action)> injected)
    {
        if (plan.Rollback is not { } rollback)
        {
            return;
        }

        plan.Remarks.Add(rollback);
        foreach (var fault in injected.SelectMany(item => item.Action.Faults).Where(fault => fault.Duration is null))
        {
            // A moment after what comes last, also when both fall together.
            Add(rollback.At + TimeSpan.FromSeconds(1), new JsonObject { [TimelineFields.Revert.Name] = fault.Id });
        }
    }

    private void Remark(ImportLog log)
    {
        foreach (var (at, text) in plan.Remarks.Take(MostNotes))
        {
            Add(at, Note(text));
        }

        foreach (var note in log.ToSorted().Take(MostNotes))
        {
            Add(-Lead, Note("import, " + note));
        }
    }

    private JsonObject Document(List<(TimeSpan At, InjectedAction Action)> injected)
    {
        var last = _steps.Max(step => step.At);
        var ends = injected.Max(item => item.At + item.Action.Faults.Max(fault => fault.Duration ?? TimeSpan.Zero));
        var whole = Lead + (last > ends ? last : ends) + Tail;
        var duration = TimeSpan.FromMinutes(Math.Ceiling((whole < Longest ? whole : Longest).TotalMinutes));
        var estate = EstateDocument.Of(request.Estate.Estate, request.Estate.Load);
        var onset = injected.Min(item => item.At);
        var roots = injected.Where(item => item.At == onset)
            .SelectMany(item => item.Action.Selected).Distinct().Order();
        var title = Line(plan.Title.Length > 0 ? plan.Title : name);
        var document = new JsonObject
        {
            [ScenarioFields.Format.Name] = 1,
            [ScenarioFields.Name.Name] = name,
            [ScenarioFields.Title.Name] = title,
            [ScenarioFields.Description.Name] = Text(plan.Description.Length > 0 ? plan.Description : title),
            [ScenarioFields.Estate.Name] = request.Reference is { } reference
                ? reference
                : new JsonObject { [EstateFields.Entities.Name] = estate[EstateFields.Entities.Name]!.DeepClone() },
            [ScenarioFields.Start.Name] = "2026-03-02T09:00:00Z",
            [ScenarioFields.Duration.Name] = DurationText.Format(duration),
            [ScenarioFields.Timeline.Name] = new JsonArray(
                [.. _steps.Where(step => Lead + step.At <= duration)
                    .OrderBy(step => step.At).Select(step => step.Step)]),
            [ScenarioFields.Expectations.Name] = new JsonArray(
                new JsonObject { [ExpectationFields.DetectedWithin.Name] = "10m" },
                new JsonObject { [ExpectationFields.RootRank.Name] = 3 }),
            [ScenarioFields.Truth.Name] = new JsonObject
            {
                [ExpectationFields.Roots.Name] = new JsonArray([.. roots.Select(root => (JsonNode)root.Text)]),
                [ExpectationFields.Onset.Name] = DurationText.Format(Lead + onset),
            },
        };
        if (request.Reference is null)
        {
            document[ScenarioFields.Load.Name] = estate[EstateFields.Load.Name]!.DeepClone();
        }

        return document;
    }

    private void Add(TimeSpan at, JsonObject step)
    {
        var moment = Lead + at;
        var dated = new JsonObject { [TimelineFields.StepAt.Name] = DurationText.Format(moment) };
        foreach (var (key, value) in step.ToArray())
        {
            step.Remove(key);
            dated[key] = value;
        }

        _steps.Add((at, dated));
    }

    private static JsonObject Note(string text) => new() { [TimelineFields.Note.Name] = Text(text) };

    private static JsonObject Fault(FaultSpec fault)
    {
        var node = new JsonObject
        {
            [TimelineFields.FaultId.Name] = fault.Id,
            [TimelineFields.FaultKind.Name] = fault.Kind,
            [TimelineFields.Targets.Name] = new JsonArray([.. fault.Targets.Select(target => (JsonNode)target.Text)]),
        };
        if (fault.Peer is { } peer)
        {
            node[TimelineFields.Peer.Name] = peer.Text;
        }

        if (!fault.Parameters.IsEmpty)
        {
            node[TimelineFields.Parameters.Name] = new JsonObject(
                fault.Parameters.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        if (fault.Ramp > TimeSpan.Zero)
        {
            node[TimelineFields.Ramp.Name] = DurationText.Format(fault.Ramp);
        }

        if (fault.Pulse is { } pulse)
        {
            node[TimelineFields.Pulse.Name] = new JsonObject
            {
                [TimelineFields.Period.Name] = DurationText.Format(pulse.Period),
                [TimelineFields.OnShare.Name] = pulse.OnShare,
            };
        }

        if (fault.Intensity != 1)
        {
            node[TimelineFields.Intensity.Name] = fault.Intensity;
        }

        if (fault.Duration is { } duration)
        {
            node[TimelineFields.FaultDuration.Name] = DurationText.Format(duration);
        }

        return node;
    }

    private static string Line(string text)
    {
        var line = string.Join(' ', Plain(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = line.Length == 0 ? "Imported experiment" : line;
        return line.Length <= Types.LineLength ? line : line[..Types.LineLength];
    }

    private static string Text(string text)
    {
        const int Most = 2_000;
        var plain = Plain(text).Trim();
        return plain.Length == 0 ? "-" : plain.Length <= Most ? plain : plain[..Most];
    }

    private static string Plain(string text) => string.Concat(
        text.Select(c => char.IsControl(c) && c != '\n' ? ' ' : c));
}
