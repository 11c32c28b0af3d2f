using System.Collections.Immutable;
using AiopsTwin.Scenarios.Exports;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Files;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>
/// Reads an experiment of the Chaos Toolkit (chaostoolkit.org/reference/api/experiment). Actions of the method become
/// faults, pauses become time, probes become remarks; rollbacks take back what is in force when the method is over.
/// </summary>
internal sealed class ToolkitExperiment
{
    /// <summary>Most activities.</summary>
    private const int MostActivities = 1_000;

    private static readonly string[] SelectorArguments =
    [
        "label_selector", "label_selectors", "ns", "namespace", "namespaces_selectors", "ns_selectors", "name",
        "name_pattern", "names", "qty", "mode", "mode_value", "all", "rand", "instance_ids", "instance_id", "filters",
        "virtual_service_name", "proxy_name", "for_proxy", "order", "grace_period", "duration", "az", "force",
        "to_fqdn", "direction", "timeout", "method",
    ];

    private readonly ForeignMap _root;
    private readonly ChaosPlan _plan;
    private readonly ImportLog _log;
    private readonly Dictionary<string, ForeignMap> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _configuration = new(StringComparer.Ordinal);

    private ToolkitExperiment(ForeignMap root, ChaosPlan plan)
    {
        (_root, _plan, _log) = (root, plan, root.Log);
    }

    public static bool IsOne(ForeignMap root) => root.Keys.Contains("method");

    public static void Read(ForeignMap root, ChaosPlan plan) => new ToolkitExperiment(root, plan).Read();

    private void Read()
    {
        _plan.Title = _root.Required("title");
        _plan.Description = _root.Text("description") ?? "";
        _root.Skip("version", "tags", "contributions", "secrets");
        ReadConfiguration();
        var hypothesis = _root.Map("steady-state-hypothesis") ?? _root.Map("hypothesis");
        var probes = hypothesis?.Maps("probes") ?? [];
        Index(probes);
        if (hypothesis?.Text("title") is { } title)
        {
            _plan.Remarks.Add((TimeSpan.Zero, $"steady state: {title}"));
        }

        foreach (var probe in probes)
        {
            Probe(probe, TimeSpan.Zero);
        }

        hypothesis?.NoteRest();
        var method = _root.Maps("method");
        var rollbacks = _root.Maps("rollbacks");
        if (method.Length + rollbacks.Length > MostActivities)
        {
            _log.Problems.Add(_root.At("method"), $"has more than {MostActivities} activities");
            return;
        }

        Index(method);
        var at = TimeSpan.Zero;
        foreach (var activity in method)
        {
            at = Play(activity, at);
        }

        RollBack(rollbacks, at);
        _root.NoteRest();
    }

    private void ReadConfiguration()
    {
        if (_root.Map("configuration") is not { } configuration)
        {
            return;
        }

        foreach (var key in configuration.Keys)
        {
            switch (configuration.Take(key))
            {
                case SourceText text:
                    _configuration[key] = text.Text;
                    break;
                case SourceMap when configuration.Map(key) is { } dynamic:
                    dynamic.Skip("type", "key", "env_var_type");
                    if (dynamic.Text("default") is { } usual)
                    {
                        _configuration[key] = usual;
                        _log.Note(dynamic.Place, $"the default of '{Types.Short(key)}' is used");
                    }

                    dynamic.NoteRest();
                    break;
            }
        }
    }

    // A reference may name whatever has a name, also below it.
    private void Index(ImmutableArray<ForeignMap> activities)
    {
        foreach (var activity in activities.Where(activity => activity.Keys.Contains("name")))
        {
            _named.TryAdd(activity.Text("name") ?? "", activity);
        }
    }

    /// <summary>Plays an activity.</summary>
    /// <returns>When the next one begins: what runs in the background holds nothing up.</returns>
    private TimeSpan Play(ForeignMap activity, TimeSpan at)
    {
        if (activity.Text("ref") is { } reference)
        {
            activity.NoteRest();
            if (!_named.TryGetValue(reference, out var named))
            {
                _log.Problems.Add(activity.At("ref"), $"'{Types.Short(reference)}' names no activity");
                return at;
            }

            activity = named;
        }

        var (before, after) = Pauses(activity);
        var isBehind = activity.Flag("background");
        var start = at + before;
        var isKnown = activity.Text("type") switch
        {
            "action" => Act(activity, start),
            "probe" => Probe(activity, start),
            _ => false,
        };
        if (!isKnown)
        {
            _log.Problems.Add(activity.At("type"), "is action or probe");
        }

        return isBehind ? start : start + after;
    }

    private static (TimeSpan Before, TimeSpan After) Pauses(ForeignMap activity)
    {
        var pauses = activity.Map("pauses");
        var times = (pauses?.Seconds("before") ?? TimeSpan.Zero, pauses?.Seconds("after") ?? TimeSpan.Zero);
        pauses?.NoteRest();
        return times;
    }

    private bool Probe(ForeignMap probe, TimeSpan at)
    {
        var name = probe.Text("name") ?? "";
        probe.Skip("type", "provider", "tolerance", "controls", "background", "pauses", "ref");
        _plan.Remarks.Add((at, $"probe: {name}"));
        _log.Note(probe.Place, $"probe '{Types.Short(name)}' is not asked: expectations of the scenario stand for it");
        return true;
    }

    private bool Act(ForeignMap activity, TimeSpan at)
    {
        var name = activity.Text("name") ?? "";
        if (activity.Map("provider") is not { } provider)
        {
            _log.Problems.Add(activity.At("provider"), "is missing");
            return true;
        }

        if (activity.Take("controls") is not null)
        {
            _log.Note(activity.At("controls"), "controls are not run");
        }

        var type = provider.Text("type") ?? "";
        if (type != "python")
        {
            provider.Skip([.. provider.Keys]);
            _log.Note(activity.Place, $"action '{Types.Short(name)}' by {Types.Short(type)} cannot be known; left out");
            _plan.Remarks.Add((at, $"action '{name}' ({type}) was left out"));
            return true;
        }

        provider.Skip("secrets", "config");
        var (module, function) = (provider.Required("module"), provider.Required("func"));
        var parameters = new ChaosParameters(_log);
        if (provider.Take("arguments") is { } arguments)
        {
            parameters.Add("", arguments, provider.At("arguments"));
            parameters.Replace(Configured);
        }

        provider.NoteRest();
        var duration = parameters.Take("duration") is { } text ? Duration(text) : null;
        var action = new ChaosAction(
            activity.Place, $"{module}.{function}", name, Selector(parameters, activity.Place))
        {
            Parameters = parameters,
            Duration = duration,
        };
        _plan.Add(at, module == ChaosJournal.Faults
            ? action with { Fault = ToolkitFault.Read(function, action) }
            : action);
        return true;
    }

    private TimeSpan? Duration((string Text, Place Place) text)
    {
        if (DurationText.Parse(text.Text, out var duration) is null
            || DurationText.Parse(text.Text + "s", out duration) is null)
        {
            return duration;
        }

        _log.Problems.Add(text.Place, $"'{Types.Short(text.Text)}' is not a duration or a number of seconds");
        return null;
    }

    private ChaosSelector Selector(ChaosParameters parameters, Place place)
    {
        var given = SelectorArguments.ToDictionary(
            name => name, name => name == "duration" ? null : parameters.Take(name), StringComparer.Ordinal);
        var labels = given["label_selector"] ?? given["label_selectors"];
        string?[] names =
        [
            given["name"]?.Text, given["name_pattern"]?.Text.Replace(".*", "*", StringComparison.Ordinal),
            given["virtual_service_name"]?.Text, given["proxy_name"]?.Text, given["for_proxy"]?.Text,
            given["instance_id"]?.Text, .. Listed(parameters, "instance_ids"), .. Listed(parameters, "names"),
        ];
        var spaces = given["ns"] ?? given["namespace"] ?? given["namespaces_selectors"] ?? given["ns_selectors"];
        var quantity = given["qty"] ?? given["mode_value"];
        var isPercent = given["mode"]?.Text is "percentage" or "fixed-percent";
        var value = double.TryParse(
            quantity?.Text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 1;
        return new ChaosSelector(place)
        {
            Labels = labels is { } text ? LabelSelectorText.Parse(text.Text, text.Place, _log.Problems) : [],
            Names = [.. names.OfType<string>().Where(name => name.Length > 0)],
            Namespaces = spaces is { } space ? [.. space.Text.Split(',', StringSplitOptions.TrimEntries)] : [],
            Mode = given["all"]?.Text is "true" or "True" || quantity is null ? SelectionMode.All
                : isPercent ? SelectionMode.FixedPercent : SelectionMode.Fixed,
            Value = value,
        };
    }

    private static IEnumerable<string> Listed(ChaosParameters parameters, string name)
    {
        for (var i = 0; parameters.Take(FormattableString.Invariant($"{name}.{i}")) is { } item; i++)
        {
            yield return item.Text;
        }
    }

    // ${name} stands for a value of the configuration; what only a running system knows is left as it is.
    private string Configured(string text, Place place)
    {
        if (!text.StartsWith("${", StringComparison.Ordinal) || !text.EndsWith('}'))
        {
            return text;
        }

        if (_configuration.TryGetValue(text[2..^1], out var value))
        {
            return value;
        }

        _log.Note(place, $"{Types.Short(text)} has no value in the configuration");
        return text;
    }

    private void RollBack(ImmutableArray<ForeignMap> rollbacks, TimeSpan at)
    {
        var names = new List<string>();
        foreach (var rollback in rollbacks)
        {
            var (before, after) = Pauses(rollback);
            at += before;
            names.Add(rollback.Text("name") ?? rollback.Text("ref") ?? "");
            rollback.Skip("type", "provider", "background", "controls", "ref", "tolerance");
            rollback.NoteRest();
            at += after;
        }

        if (names.Count > 0)
        {
            _plan.Rollback = (at, "rollbacks: " + string.Join(", ", names));
        }
    }
}
