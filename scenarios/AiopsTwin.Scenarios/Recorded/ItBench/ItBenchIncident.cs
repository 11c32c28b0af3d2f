using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AiopsTwin.Engine.Diagnosis.Objects;
using YamlDotNet.RepresentationModel;

namespace AiopsTwin.Scenarios.Recorded.ItBench;

/// <summary>
/// What an operator would know of a scenario of ITBench (itbench-hub/ITBench): the objects of the platform and the
/// alerts. Of the scenario's file only <c>groups</c> (id, kind) and <c>alerts</c> are read here; which group is the
/// root, aliases and propagations are not. Calls between components come from a table.
/// </summary>
internal static partial class ItBenchIncident
{
    private static readonly ImmutableDictionary<string, ObjectRole> Roles =
        new Dictionary<string, ObjectRole>(StringComparer.Ordinal)
        {
            ["Schedule"] = ObjectRole.Schedule,
            ["CronJob"] = ObjectRole.Schedule,
            ["NetworkPolicy"] = ObjectRole.Limit,
            ["ResourceQuota"] = ObjectRole.Limit,
            ["HorizontalPodAutoscaler"] = ObjectRole.Limit,
            ["LimitRange"] = ObjectRole.Limit,
            ["ConfigMap"] = ObjectRole.Setting,
            ["Secret"] = ObjectRole.Setting,
            ["Deployment"] = ObjectRole.Rollout,
            ["StatefulSet"] = ObjectRole.Rollout,
            ["DaemonSet"] = ObjectRole.Rollout,
            ["Pod"] = ObjectRole.Copy,
            ["Service"] = ObjectRole.Service,
            ["Namespace"] = ObjectRole.Scope,
        }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The case of a scenario.</summary>
    /// <param name="scenario">The scenario's mapping.</param>
    /// <param name="calls">Calls between components, by name.</param>
    public static ObjectCase Read(YamlMappingNode scenario, ImmutableArray<ComponentCall> calls)
    {
        var names = ComponentNames.Of(calls);
        var alerts = Items(scenario, "alerts").ToLookup(alert => Text(alert, "group_id"), alert => Text(alert, "id"));
        return new ObjectCase(
            [.. Items(scenario, "groups").Select(group => Declared(group, alerts[Text(group, "id")].ToList(), names))],
            calls);
    }

    /// <summary>The calls of the public architectures of the two applications the scenarios run on.</summary>
    public static ImmutableArray<ComponentCall> PublicCalls()
    {
        using var stream = typeof(ItBenchIncident).Assembly.GetManifestResourceStream("itbench-calls.csv")!;
        using var reader = new StreamReader(stream);
        return [.. CsvRows.Read(reader, RecordingLimits.Default.MaxRows).Skip(1).Where(row => row.Count == 2)
            .Select(row => new ComponentCall(Plain(row[0]), Plain(row[1])))];
    }

    /// <summary>Items of a list; none without it.</summary>
    public static IEnumerable<YamlMappingNode> Items(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(new YamlScalarNode(name), out var list) && list is YamlSequenceNode items
            ? items.OfType<YamlMappingNode>() : [];

    /// <summary>Text of a member; empty without it.</summary>
    public static string Text(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(new YamlScalarNode(name), out var value) && value is YamlScalarNode scalar
            ? scalar.Value ?? "" : "";

    private static DeclaredObject Declared(YamlMappingNode group, List<string> alerts, ComponentNames names)
    {
        var (id, kind) = (Text(group, "id"), Text(group, "kind"));
        var mentions = names.In(id);
        return new DeclaredObject(
            id,
            kind.EndsWith("Chaos", StringComparison.Ordinal) ? ObjectRole.Disturbance : Roles.GetValueOrDefault(kind),
            mentions.IsEmpty ? Plain(Suffix().Replace(id, "")) : mentions[0],
            mentions, alerts.Count(alert => !IsIdle(alert)), alerts.Exists(IsIdle), alerts.Exists(IsBroken));
    }

    private static bool IsIdle(string alert) => alert.StartsWith("No", StringComparison.Ordinal);

    private static bool IsBroken(string alert) => Broken().IsMatch(alert);

    private static string Plain(string name) => Letters().Replace(name.ToLowerInvariant(), "");

    [GeneratedRegex("service|pod|deployment|endpoint|configmap|config|pvc|-v[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();

    [GeneratedRegex("[^a-z]", RegexOptions.CultureInvariant)]
    private static partial Regex Letters();

    [GeneratedRegex("Pod|Crash|Kube", RegexOptions.CultureInvariant)]
    private static partial Regex Broken();
}
