using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>
/// Plays a workflow of Chaos Mesh out into a plan: children of a serial template one after the other, those of a
/// parallel one together, a suspension as a pause. What decides while it runs (tasks, checks, branches) is noted.
/// </summary>
internal sealed class MeshWorkflow
{
    /// <summary>Deepest nesting of templates.</summary>
    private const int MostDepth = 50;

    /// <summary>Most visits of templates: a few that name each other twice make a great many.</summary>
    private const int MostVisits = 2_000;

    /// <summary>How long a chaos without deadline and duration holds up what follows it.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);

    private readonly ChaosPlan _plan;
    private readonly Dictionary<string, ForeignMap> _templates = new(StringComparer.Ordinal);
    private readonly HashSet<string> _path = new(StringComparer.Ordinal);
    private readonly ImportLog _log;
    private int _visits;

    private MeshWorkflow(ImportLog log, ChaosPlan plan)
    {
        _log = log;
        _plan = plan;
    }

    public static void Read(ForeignMap spec, ChaosPlan plan)
    {
        var workflow = new MeshWorkflow(spec.Log, plan);
        var entry = spec.Required("entry");
        foreach (var template in spec.Maps("templates"))
        {
            var name = template.Required("name");
            if (name.Length > 0 && !workflow._templates.TryAdd(name, template))
            {
                spec.Log.Problems.Add(template.At("name"), $"'{Types.Short(name)}' is already a template");
            }
        }

        spec.NoteRest();
        if (entry.Length > 0 && spec.Log.Problems.Count == 0)
        {
            workflow.Visit(entry, spec.At("entry"), TimeSpan.Zero, null);
        }

        foreach (var template in workflow._templates.Values)
        {
            template.NoteRest("is not reached, or not understood, and was left out");
        }
    }

    /// <summary>Plays a template.</summary>
    /// <returns>When it is over.</returns>
    private TimeSpan Visit(string name, Source.Place place, TimeSpan at, TimeSpan? until)
    {
        if (!_templates.TryGetValue(name, out var template))
        {
            _log.Problems.Add(place, $"'{Types.Short(name)}' is not a template of this workflow");
            return at;
        }

        if (++_visits > MostVisits)
        {
            _log.Problems.Add(place, $"the workflow visits more than {MostVisits} templates");
            return at;
        }

        if (_path.Count >= MostDepth || !_path.Add(name))
        {
            _log.Problems.Add(place, _path.Contains(name)
                ? $"template '{Types.Short(name)}' leads back to itself"
                : $"templates are nested deeper than {MostDepth}");
            return at;
        }

        var end = Play(template, at, until);
        _path.Remove(name);
        return end;
    }

    private TimeSpan Play(ForeignMap template, TimeSpan at, TimeSpan? until)
    {
        var type = template.Required("templateType");
        var name = template.Text("name") ?? "";
        var deadline = template.Duration("deadline");
        var limit = deadline is null ? until : Earlier(at + deadline.Value, until);
        switch (type)
        {
            case "Serial":
                var next = at;
                foreach (var child in Children(template))
                {
                    next = next >= limit ? next : Visit(child, template.At("children"), next, limit);
                }

                return Earlier(next, limit);
            case "Parallel":
                var ends = Children(template).Select(child => Visit(child, template.At("children"), at, limit));
                return Earlier(ends.DefaultIfEmpty(at).Max(), limit);
            case "Suspend":
                return limit ?? at;
            case "Schedule":
                if (template.Map("schedule") is { } schedule)
                {
                    MeshManifest.ReadSchedule(schedule, _plan, name, at);
                }

                return limit ?? (at + CronSchedule.Horizon);
            case var kind when kind.EndsWith("Chaos", StringComparison.Ordinal):
                return Chaos(template, (kind, name), at, limit);
            default:
                Remark(template, type, name, at);
                return at;
        }
    }

    private TimeSpan Chaos(ForeignMap template, (string Kind, string Name) what, TimeSpan at, TimeSpan? limit)
    {
        if (MeshManifest.Body(template, what.Kind) is not { } body || limit <= at)
        {
            return at;
        }

        var lasts = MeshManifest.Add(body, what.Kind, what.Name, _plan, (at, limit - at));
        return at + (lasts > TimeSpan.Zero ? lasts : Usual);
    }

    /// <summary>What cannot be played: a task runs a container, a check asks a system, a branch follows from
    /// either.</summary>
    private void Remark(ForeignMap template, string type, string name, TimeSpan at)
    {
        template.Skip("task", "statusCheck", "abortWithStatusCheck");
        _log.Note(template.Place, $"{Types.Short(type)} '{Types.Short(name)}' is not run");
        _plan.Remarks.Add((at, $"{type} '{name}' is not run"));
        foreach (var branch in template.Maps("conditionalBranches"))
        {
            var text = $"branch to '{branch.Text("target")}' if {branch.Text("expression")} is not taken";
            _log.Note(branch.Place, Types.Short(text));
            _plan.Remarks.Add((at, text));
        }
    }

    private static IEnumerable<string> Children(ForeignMap template) => template.Texts("children");

    private static TimeSpan Earlier(TimeSpan one, TimeSpan? other) => other < one ? other.Value : one;
}
