using System.Collections.Immutable;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Files;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>
/// Reads resources of Chaos Mesh (chaos-mesh.org/docs: "Simulate ... Faults", "Define Scheduling Rules", "Create Chaos
/// Mesh Workflow"): all documents of a file begin together.
/// </summary>
internal static class MeshManifest
{
    private const string Suffix = "Chaos";

    /// <summary>Fields of a chaos that are about the tool, or are taken by others.</summary>
    private static readonly string[] Common =
    [
        "action", "mode", "value", "selector", "target", "direction", "externalTargets", "duration", "containerNames",
        "remoteCluster", "gracePeriod",
    ];

    public static bool IsOne(ForeignMap root) =>
        root.Text("apiVersion")?.StartsWith("chaos-mesh.org/", StringComparison.Ordinal) == true;

    public static void Read(ForeignMap root, ChaosPlan plan)
    {
        var kind = root.Required("kind");
        root.Skip("apiVersion", "status");
        var name = Name(root);
        plan.Title = plan.Title.Length == 0 ? name : plan.Title;
        if (root.Map("spec") is not { } spec)
        {
            root.Log.Problems.Add(root.At("spec"), "is missing");
            return;
        }

        root.NoteRest();
        switch (kind)
        {
            case "Schedule":
                ReadSchedule(spec, plan, name, TimeSpan.Zero);
                break;
            case "Workflow":
                MeshWorkflow.Read(spec, plan);
                break;
            case var chaos when chaos.EndsWith(Suffix, StringComparison.Ordinal):
                Add(spec, kind, name, plan, (TimeSpan.Zero, null));
                break;
            default:
                root.Log.Problems.Add(
                    root.At("kind"), $"'{Types.Short(kind)}' is not a chaos, a Schedule or a Workflow");
                break;
        }
    }

    /// <summary>Adds what a chaos of a kind does.</summary>
    /// <param name="spec">Its specification.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="plan">Where to add it.</param>
    /// <param name="time">When, and how long at most (the deadline of a workflow's template).</param>
    /// <returns>How long it lasts; zero when that is not said.</returns>
    public static TimeSpan Add(
        ForeignMap spec, string kind, string name, ChaosPlan plan, (TimeSpan At, TimeSpan? Deadline) time)
    {
        var duration = spec.Duration("duration");
        if (time.Deadline < (duration ?? TimeSpan.MaxValue))
        {
            duration = time.Deadline;
        }

        var selector = kind is "AWSChaos" or "GCPChaos" or "AzureChaos" or "PhysicalMachineChaos"
            ? Machines(spec)
            : Selector(spec, spec.Map("selector"));
        foreach (var (id, parameters) in Parts(spec, kind))
        {
            plan.Add(time.At, new ChaosAction(spec.Place, id, name, selector)
            {
                Peer = kind == "NetworkChaos" ? Peer(spec) : null,
                Direction = spec.Text("direction") switch
                {
                    "from" => ChaosDirection.From,
                    "both" => ChaosDirection.Both,
                    _ => ChaosDirection.To,
                },
                Parameters = parameters,
                Duration = duration,
            });
        }

        return duration ?? TimeSpan.Zero;
    }

    public static void ReadSchedule(ForeignMap spec, ChaosPlan plan, string name, TimeSpan at)
    {
        var kind = spec.Required("type");
        var schedule = spec.Required("schedule");
        spec.Skip("historyLimit", "startingDeadlineSeconds");
        if (spec.Text("concurrencyPolicy") is { } policy)
        {
            spec.Log.Note(spec.At("concurrencyPolicy"), $"{Types.Short(policy)}: each run here is by itself");
        }

        var body = kind.Length == 0 ? null : Body(spec, kind);
        spec.NoteRest();
        if (body is null || schedule.Length == 0)
        {
            return;
        }

        if (CronSchedule.Occurrences(schedule, out var reason) is not { } times)
        {
            spec.Log.Problems.Add(spec.At("schedule"), reason);
            return;
        }

        foreach (var time in times)
        {
            Add(body, kind, name, plan, (at + time, null));
        }

        spec.Log.Note(
            spec.At("schedule"),
            $"'{Types.Short(schedule)}' is played {times.Length} times, the first at the beginning of the experiment");
    }

    /// <summary>The field that holds a kind's specification: <c>podChaos</c> for <c>PodChaos</c>, <c>httpChaos</c> for
    /// <c>HTTPChaos</c>.</summary>
    public static ForeignMap? Body(ForeignMap map, string kind)
    {
        var field = map.Keys.FirstOrDefault(key => key.Equals(kind, StringComparison.OrdinalIgnoreCase));
        if (field is null)
        {
            map.Log.Problems.Add(map.Place, $"has no field for its {Types.Short(kind)}");
            return null;
        }

        return map.Map(field);
    }

    private static string Name(ForeignMap root)
    {
        var metadata = root.Map("metadata");
        return metadata?.Text("name") ?? metadata?.Text("generateName") ?? "";
    }

    // What a chaos does stands in its action or, where it has none, in which of its fields are there.
    private static IEnumerable<(string Id, ChaosParameters Parameters)> Parts(ForeignMap spec, string kind)
    {
        var actions = spec.Text("action") is { Length: > 0 } action ? [action] : Implied(spec, kind);
        foreach (var part in actions)
        {
            var parameters = new ChaosParameters(spec.Log);
            foreach (var key in spec.Keys.Where(key => !Common.Contains(key)))
            {
                // Where a chaos does several things, what belongs to one of them says nothing of the others.
                var isOther = key != part && actions.Contains(key);
                if (spec.Take(key) is { } node && !isOther)
                {
                    parameters.Add(key, key == "stressors" ? Only(node, part) : node, spec.At(key));
                }
            }

            yield return (part.Length == 0 ? kind : $"{kind}/{part}", parameters);
        }

        spec.Skip(Common);
        spec.NoteRest();
    }

    private static SourceNode Only(SourceNode node, string part) => node is SourceMap map
        ? new SourceMap(map.Line, map.Column, [.. map.Entries.Where(entry => entry.Key.Text == part)])
        : node;

    private static string[] Implied(ForeignMap spec, string kind)
    {
        string[] known = kind switch
        {
            "StressChaos" => ["cpu", "memory"],
            "HTTPChaos" => ["abort", "delay", "replace", "patch"],
            _ => [],
        };
        var holder = kind == "StressChaos" ? spec.Map("stressors") : spec;
        var found = known.Where(key => holder?.Take(key) is { } node and not SourceText { Text: "false" }).ToArray();
        return found.Length > 0 ? found : [""];
    }

    private static ChaosSelector? Peer(ForeignMap spec)
    {
        if (spec.Map("target") is { } target)
        {
            var peer = Selector(target, target.Map("selector"));
            target.NoteRest();
            return peer;
        }

        var outside = spec.Texts("externalTargets");
        return outside.IsEmpty ? null : new ChaosSelector(spec.At("externalTargets")) { Names = outside };
    }

    private static ChaosSelector Selector(ForeignMap holder, ForeignMap? map)
    {
        var mode = Mode(holder);
        if (map is null)
        {
            holder.Log.Problems.Add(holder.At("selector"), "is missing");
            return new ChaosSelector(holder.Place);
        }

        var labels = ImmutableArray.CreateBuilder<LabelTerm>();
        if (map.Map("labelSelectors") is { } equal)
        {
            labels.AddRange(equal.Keys.Select(key => new LabelTerm(key, [equal.Text(key) ?? ""], false)));
        }

        foreach (var expression in map.Maps("expressionSelectors"))
        {
            var (key, op) = (expression.Required("key"), expression.Required("operator"));
            labels.Add(new LabelTerm(key, expression.Texts("values"), op is "NotIn" or "DoesNotExist"));
            expression.NoteRest();
        }

        var names = map.Map("pods") is { } pods
            ? pods.Keys.SelectMany(key => pods.Texts(key)).ToImmutableArray()
            : map.Texts("nodes");
        var namespaces = map.Texts("namespaces");
        map.NoteRest();
        return new ChaosSelector(map.Place)
        {
            Labels = labels.DrainToImmutable(),
            Namespaces = namespaces,
            Names = names,
            Mode = mode.Mode,
            Value = mode.Value,
        };
    }

    private static (SelectionMode Mode, double Value) Mode(ForeignMap holder)
    {
        var text = holder.Text("mode") ?? "all";
        var value = holder.Number("value");
        SelectionMode? mode = text switch
        {
            "one" => SelectionMode.One,
            "all" => SelectionMode.All,
            "fixed" => SelectionMode.Fixed,
            "fixed-percent" => SelectionMode.FixedPercent,
            "random-max-percent" => SelectionMode.RandomMaxPercent,
            _ => null,
        };
        if (mode is null)
        {
            holder.Log.Problems.Add(
                holder.At("mode"),
                $"'{Types.Short(text)}' is not one of one, all, fixed, fixed-percent, random-max-percent");
        }
        else if (mode is SelectionMode.FixedPercent or SelectionMode.RandomMaxPercent && value is not (>= 0 and <= 100))
        {
            holder.Log.Problems.Add(holder.At("value"), "is a percentage from 0 to 100");
        }
        else if (mode == SelectionMode.Fixed && value is not >= 0)
        {
            holder.Log.Problems.Add(holder.At("value"), "is a number of at least 0");
        }

        return (mode ?? SelectionMode.All, value ?? 0);
    }

    private static ChaosSelector Machines(ForeignMap spec)
    {
        string[] fields = ["ec2Instance", "instance", "vmName", "address"];
        spec.Skip("awsRegion", "project", "zone", "resourceGroupName", "subscriptionID", "secretName", "endpoint");
        return new ChaosSelector(spec.Place)
        {
            Names = [.. fields.SelectMany(field => spec.Texts(field)).Select(name => name.Split(':')[0])],
        };
    }
}
