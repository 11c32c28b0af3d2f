using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Files;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>
/// Reads an experiment template of the AWS Fault Injection Service (user guide, "Experiment template components"): an
/// action begins when all those it starts after are over, or at once.
/// </summary>
internal sealed class FisTemplate
{
    private const string Wait = "aws:fis:wait";

    private readonly ForeignMap _root;
    private readonly ChaosPlan _plan;
    private readonly Dictionary<string, ForeignMap> _actions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ChaosSelector> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _ends = new(StringComparer.Ordinal);

    private FisTemplate(ForeignMap root, ChaosPlan plan)
    {
        (_root, _plan) = (root, plan);
    }

    public static bool IsOne(ForeignMap root) => root.Keys.Contains("actions") && !root.Keys.Contains("apiVersion");

    public static void Read(ForeignMap root, ChaosPlan plan) => new FisTemplate(root, plan).Read();

    private void Read()
    {
        _plan.Title = _root.Text("description") ?? "";
        _root.Skip("roleArn", "tags", "logConfiguration", "experimentReportConfiguration", "id", "arn", "creationTime",
            "lastUpdateTime", "clientToken");
        ReadTargets();
        if (_root.Map("actions") is { } actions)
        {
            foreach (var key in actions.Keys)
            {
                if (actions.Map(key) is { } action)
                {
                    _actions[key] = action;
                }
            }
        }

        foreach (var condition in _root.Maps("stopConditions"))
        {
            var (source, value) = (condition.Text("source") ?? "", condition.Text("value") ?? "");
            if (source != "none")
            {
                _root.Log.Note(condition.Place, $"the stop condition {Types.Short(source)} is not watched");
                _plan.Remarks.Add((TimeSpan.Zero, $"stop condition: {source} {value}".Trim()));
            }
        }

        Schedule();
        _root.NoteRest();
    }

    private void ReadTargets()
    {
        if (_root.Map("targets") is not { } targets)
        {
            return;
        }

        foreach (var key in targets.Keys)
        {
            if (targets.Map(key) is not { } target)
            {
                continue;
            }

            target.Skip("resourceType");
            var labels = Labels(target.Map("resourceTags"));
            if (target.Map("parameters") is { } parameters)
            {
                // Targets in Kubernetes are selected by its own labels.
                labels = Kubernetes(parameters, labels);
            }

            var (mode, value) = Selection(target);
            _targets[key] = new ChaosSelector(target.Place)
            {
                Labels = labels,
                Names = [.. target.Texts("resourceArns").Select(arn => arn.Split('/', ':')[^1])],
                Mode = mode,
                Value = value,
            };
            target.NoteRest();
        }
    }

    private static ImmutableArray<LabelTerm> Labels(ForeignMap? tags) => tags is null
        ? []
        : [.. tags.Keys.Select(key => new LabelTerm(key, [tags.Text(key) ?? ""], false))];

    private static ImmutableArray<LabelTerm> Kubernetes(ForeignMap parameters, ImmutableArray<LabelTerm> labels)
    {
        parameters.Skip("clusterIdentifier", "targetContainerName");
        if (parameters.Text("selectorValue") is { } selector)
        {
            labels = parameters.Text("selectorType") == "labelSelector"
                ? labels.AddRange(
                    LabelSelectorText.Parse(selector, parameters.At("selectorValue"), parameters.Log.Problems))
                : labels.Add(new LabelTerm("name", [selector], false));
        }

        parameters.Skip("selectorType");
        if (parameters.Text("namespace") is { } space)
        {
            labels = labels.Add(new LabelTerm("namespace", [space], false));
        }

        parameters.NoteRest();
        return labels;
    }

    private static (SelectionMode Mode, double Value) Selection(ForeignMap target)
    {
        var text = target.Text("selectionMode") ?? "ALL";
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var value = 0.0;
        if (open > 0 && text.EndsWith(')') && double.TryParse(
            text[(open + 1)..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= 0)
        {
            switch (text[..open])
            {
                case "COUNT":
                    return (SelectionMode.Fixed, value);
                case "PERCENT" when value <= 100:
                    return (SelectionMode.FixedPercent, value);
            }
        }

        if (text != "ALL")
        {
            target.Log.Problems.Add(
                target.At("selectionMode"), $"'{Types.Short(text)}' is not ALL, COUNT(n) or PERCENT(n)");
        }

        return (SelectionMode.All, 0);
    }

    /// <summary>Plays actions whose predecessors are over until none is left; those that are left then wait for each
    /// other.</summary>
    private void Schedule()
    {
        var waiting = _actions.Keys.ToList();
        var before = _actions.ToDictionary(pair => pair.Key, pair => Before(pair.Value), StringComparer.Ordinal);
        while (waiting.Find(name => before[name].All(_ends.ContainsKey)) is { } ready)
        {
            waiting.Remove(ready);
            var at = before[ready].Select(name => _ends[name]).DefaultIfEmpty(TimeSpan.Zero).Max();
            _ends[ready] = at + Play(ready, _actions[ready], at);
        }

        foreach (var name in waiting.Where(name => before[name].All(_actions.ContainsKey)))
        {
            _root.Log.Problems.Add(_actions[name].At("startAfter"), "the action waits for itself, or for such a one");
        }
    }

    private ImmutableArray<string> Before(ForeignMap action)
    {
        var names = action.Texts("startAfter");
        foreach (var name in names.Where(name => !_actions.ContainsKey(name)))
        {
            action.Log.Problems.Add(
                action.At("startAfter"), $"'{Types.Short(name)}' is not an action of this template");
        }

        return names;
    }

    private TimeSpan Play(string name, ForeignMap action, TimeSpan at)
    {
        var id = action.Required("actionId");
        action.Skip("description");
        var parameters = new ChaosParameters(action.Log);
        if (action.Take("parameters") is { } given)
        {
            parameters.Add("", given, action.At("parameters"));
        }

        TimeSpan? lasts = null;
        if (parameters.Take("duration") is { } text)
        {
            lasts = Duration(text.Text);
            if (lasts is null)
            {
                action.Log.Problems.Add(text.Place, $"'{Types.Short(text.Text)}' is not a duration such as PT5M");
            }
        }

        foreach (var path in new[] { "startInstancesAfterDuration", "durationBeforeInterruption" })
        {
            lasts = parameters.Take(path) is { } back ? Duration(back.Text) : lasts;
        }

        parameters.Take("scope");
        parameters.Take("service");
        parameters.Take("kubernetesServiceAccount");
        parameters.Take("installDependencies");
        var targets = action.Map("targets");
        var target = targets?.Keys.Select(key => targets.Text(key)).FirstOrDefault();
        action.NoteRest();
        if (id == Wait)
        {
            return lasts ?? TimeSpan.Zero;
        }

        if (target is null || !_targets.TryGetValue(target, out var selector))
        {
            action.Log.Problems.Add(action.At("targets"), "names no target of this template");
            return TimeSpan.Zero;
        }

        _plan.Add(at, new ChaosAction(action.Place, id, name, selector) { Parameters = parameters, Duration = lasts });
        return lasts ?? ChaosMapping.Find(ChaosFormat.AwsFis, id)?.Lasts ?? TimeSpan.Zero;
    }

    // Durations of ISO 8601; months and years have no fixed length and are refused.
    private static TimeSpan? Duration(string text)
    {
        if (text.Split('T')[0].IndexOfAny(['Y', 'M']) >= 0)
        {
            return null;
        }

        try
        {
            var time = XmlConvert.ToTimeSpan(text);
            return time >= TimeSpan.Zero && time <= DurationText.Longest ? time : null;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }
}
