using System.Collections.Immutable;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>
/// Reads a ground truth of ITBench (itbench-hub/ITBench): each of its faults by what broke, or by its category. The
/// file says neither when nor how much: all begin together and last.
/// </summary>
internal static class BenchTruth
{
    public static bool IsOne(ForeignMap root) => Body(root) is { } body
        && body.Keys.Contains("fault") && (body.Keys.Contains("propagations") || body.Keys.Contains("groups"));

    public static void Read(ForeignMap root, ChaosPlan plan)
    {
        var body = Body(root)!;
        var metadata = root.Map("metadata");
        plan.Title = metadata?.Text("name") ?? metadata?.Text("id") ?? "";
        root.Skip("apiVersion", "kind", "spec");
        var groups = new Dictionary<string, ForeignMap>(StringComparer.Ordinal);
        foreach (var group in body.Maps("groups"))
        {
            groups.TryAdd(group.Text("id") ?? "", group);
        }

        foreach (var fault in body.Maps("fault"))
        {
            Add(fault, groups, plan);
        }

        foreach (var key in new[] { "alerts", "aliases", "propagations", "recommendedActions", "recommended_actions" })
        {
            if (body.Take(key) is not null)
            {
                body.Log.Note(body.At(key), "is an answer to compare with, and no part of what happens");
            }
        }

        body.NoteRest();
        root.NoteRest();
    }

    // Newer files wrap the body into a resource.
    private static ForeignMap? Body(ForeignMap root) => root.Keys.Contains("spec") ? root.Map("spec") : root;

    private static void Add(ForeignMap fault, Dictionary<string, ForeignMap> groups, ChaosPlan plan)
    {
        var (mechanism, category) = (fault.Text("fault_mechanism") ?? "", fault.Text("category") ?? "");
        var entity = fault.Map("entity");
        string?[] said = [entity?.Text("name"), entity?.Text("group_id")];
        entity?.Skip("kind", "changed");
        entity?.NoteRest();
        if (fault.Text("condition") is { } condition)
        {
            plan.Remarks.Add((TimeSpan.Zero, condition));
        }

        fault.Skip("changed", "name");
        fault.NoteRest();
        var names = said.OfType<string>().SelectMany(name => Names(name, groups)).Distinct().ToImmutableArray();
        var id = ChaosMapping.Find(ChaosFormat.ItBench, mechanism) is null ? $"category/{category}" : mechanism;
        plan.Add(TimeSpan.Zero, new ChaosAction(
            fault.Place, id, mechanism, new ChaosSelector(fault.Place) { Names = names })
        {
            Parameters = new ChaosParameters(fault.Log),
        });
    }

    // A group's filter is a pattern of the names of its pods: "cart-.*\\b".
    private static IEnumerable<string> Names(string name, Dictionary<string, ForeignMap> groups)
    {
        yield return name;
        if (groups.TryGetValue(name, out var group))
        {
            foreach (var filter in group.Texts("filter"))
            {
                var end = filter.IndexOfAny(['.', '\\', '*', '[', '(', '|', '$']);
                var plain = (end < 0 ? filter : filter[..end]).Trim('^', '-');
                if (plain.Length > 0)
                {
                    yield return plain;
                }
            }
        }
    }
}
