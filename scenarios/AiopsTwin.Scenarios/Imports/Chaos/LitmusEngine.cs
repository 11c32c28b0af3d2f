using System.Collections.Immutable;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Files;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>
/// Reads a ChaosEngine of LitmusChaos (docs.litmuschaos.io, "Chaos Engine"): its experiments run one after the other,
/// each tuned by environment variables; probes become remarks.
/// </summary>
internal static class LitmusEngine
{
    /// <summary>How long an experiment lasts without TOTAL_CHAOS_DURATION; what most experiments of the hub default
    /// to.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);

    private static readonly string[] Housekeeping =
    [
        "CHAOS_INTERVAL", "FORCE", "LIB", "LIB_IMAGE", "SEQUENCE", "CONTAINER_RUNTIME", "SOCKET_PATH",
        "TARGET_CONTAINER", "NETWORK_INTERFACE", "TC_IMAGE", "DEFAULT_HEALTH_CHECK", "RANDOMNESS",
        "STATUS_CHECK_TIMEOUTS",
        "CHAOS_KILL_COMMAND", "CHAOS_INJECT_COMMAND", "STRESS_IMAGE", "NODE_LABEL", "APP_LABEL", "APP_NAMESPACE",
    ];

    public static bool IsOne(ForeignMap root) =>
        root.Text("apiVersion")?.StartsWith("litmuschaos.io/", StringComparison.Ordinal) == true;

    public static void Read(ForeignMap root, ChaosPlan plan)
    {
        var kind = root.Required("kind");
        root.Skip("apiVersion", "status");
        var metadata = root.Map("metadata");
        plan.Title = plan.Title.Length == 0 ? metadata?.Text("name") ?? "" : plan.Title;
        if (kind != "ChaosEngine")
        {
            root.Log.Note(root.Place, $"a {Types.Short(kind)} says nothing about when and where; it was left out");
            return;
        }

        if (root.Map("spec") is not { } spec)
        {
            root.Log.Problems.Add(root.At("spec"), "is missing");
            return;
        }

        spec.Skip("engineState", "chaosServiceAccount", "annotationCheck", "jobCleanUpPolicy", "components",
            "monitoring", "terminationGracePeriodSeconds", "auxiliaryAppInfo");
        var application = spec.Map("appinfo");
        var (space, label) = (application?.Text("appns"), application?.Text("applabel"));
        application?.Skip("appkind");
        application?.NoteRest();
        var at = TimeSpan.Zero;
        foreach (var experiment in spec.Maps("experiments"))
        {
            at += Add(experiment, (space, label, spec.At("appinfo")), at, plan);
        }

        spec.NoteRest();
        root.NoteRest();
    }

    private static TimeSpan Add(
        ForeignMap experiment, (string? Space, string? Label, Place Place) application, TimeSpan at, ChaosPlan plan)
    {
        var name = experiment.Required("name");
        var spec = experiment.Map("spec");
        var parameters = Variables(spec?.Map("components"), experiment.Log);
        foreach (var probe in spec?.Maps("probe") ?? [])
        {
            var (title, type, mode) = (probe.Text("name"), probe.Text("type"), probe.Text("mode"));
            probe.Skip([.. probe.Keys]);
            plan.Remarks.Add((at, $"probe: {title} ({type}, {mode})"));
            experiment.Log.Note(
                probe.Place, $"probe '{title}' is not asked: expectations of the scenario stand for it");
        }

        spec?.Skip("rank");
        spec?.NoteRest();
        experiment.NoteRest();
        var duration = Usual;
        if (parameters.Take("TOTAL_CHAOS_DURATION") is { } text
            && DurationText.Parse(text.Text.EndsWith('s') ? text.Text : text.Text + "s", out duration) is not null)
        {
            experiment.Log.Problems.Add(text.Place, $"'{Types.Short(text.Text)}' is not a number of seconds");
        }

        plan.Add(at, new ChaosAction(experiment.Place, name, name, Selector(application, parameters, experiment.Log))
        {
            Peer = Peer(parameters, experiment.Place),
            Parameters = parameters,
            Duration = duration,
        });
        return duration;
    }

    private static ChaosParameters Variables(ForeignMap? components, ImportLog log)
    {
        var parameters = new ChaosParameters(log);
        foreach (var variable in components?.Maps("env") ?? [])
        {
            var name = variable.Required("name");
            if (variable.Take("value") is SourceText { Text: { Length: > 0 } } value)
            {
                parameters.Add(name, value, variable.At("value"));
            }

            variable.NoteRest();
        }

        components?.Skip("nodeSelector", "statusCheckTimeouts", "resources", "tolerations", "experimentImage");
        components?.NoteRest();
        foreach (var name in Housekeeping)
        {
            parameters.Take(name);
        }

        return parameters;
    }

    private static ChaosSelector Selector(
        (string? Space, string? Label, Place Place) application, ChaosParameters parameters, ImportLog log)
    {
        // Nodes and pods that are named go before the application that the engine is about.
        string[] fields =
        [
            "TARGET_NODES", "TARGET_NODE", "TARGET_PODS", "EC2_INSTANCE_ID", "VM_INSTANCE_NAMES",
            "AZURE_INSTANCE_NAMES",
        ];
        var names = fields.Select(field => parameters.Take(field)?.Text).OfType<string>()
            .SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToImmutableArray();
        var percent = parameters.Take("PODS_AFFECTED_PERC") ?? parameters.Take("NODES_AFFECTED_PERC");
        double share = 0;
        if (percent is { } text && (!double.TryParse(
            text.Text, System.Globalization.CultureInfo.InvariantCulture, out share) || share is < 0 or > 100))
        {
            log.Problems.Add(text.Place, $"'{Types.Short(text.Text)}' is not a percentage from 0 to 100");
        }

        var isNamed = !names.IsEmpty;
        return new ChaosSelector(application.Place)
        {
            Names = names,
            Labels = isNamed || application.Label is not { } label
                ? []
                : LabelSelectorText.Parse(label, application.Place, log.Problems),
            Namespaces = isNamed || application.Space is not { } space ? [] : [space],

            // Litmus takes 0, its default, for one.
            Mode = isNamed ? SelectionMode.All : share == 0 ? SelectionMode.One : SelectionMode.FixedPercent,
            Value = share,
        };
    }

    private static ChaosSelector? Peer(ChaosParameters parameters, Place place)
    {
        var hosts = parameters.Take("DESTINATION_HOSTS");
        return hosts is null ? null : new ChaosSelector(place)
        {
            Names = [.. hosts.Value.Text.Split(',', StringSplitOptions.TrimEntries).Select(name => name.Split('.')[0])],
        };
    }
}
