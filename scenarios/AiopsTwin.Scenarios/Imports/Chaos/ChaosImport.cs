using System.Collections.Immutable;
using AiopsTwin.Scenarios.Files;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>
/// Makes a scenario of a chaos experiment: reads its format, resolves its selectors against an estate, maps its actions
/// to faults. What cannot be taken over is noted, with its line, beside the result and in its timeline.
/// </summary>
public static class ChaosImport
{
    private static readonly (ChaosFormat Format, Func<ForeignMap, bool> IsOne, Action<ForeignMap, ChaosPlan> Read)[]
        Formats =
    [
        (ChaosFormat.ChaosMesh, MeshManifest.IsOne, MeshManifest.Read),
        (ChaosFormat.Litmus, LitmusEngine.IsOne, LitmusEngine.Read),
        (ChaosFormat.ChaosToolkit, ToolkitExperiment.IsOne, ToolkitExperiment.Read),
        (ChaosFormat.ItBench, BenchTruth.IsOne, BenchTruth.Read),
        (ChaosFormat.AwsFis, FisTemplate.IsOne, FisTemplate.Read),
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="request">What for.</param>
    /// <param name="limits">What the file may cost; null for the defaults.</param>
    /// <returns>The text of a scenario file.</returns>
    public static Imported<string> ReadFile(string path, ChaosRequest request, SourceLimits? limits = null)
    {
        var problems = new ProblemList(path, limits ?? SourceLimits.Default);
        var text = SourceFile.ReadText(path, problems);
        return text is null
            ? new Imported<string>(null, problems.ToSorted(), [])
            : Parse(text, path, request, limits);
    }

    /// <summary>Reads text.</summary>
    /// <param name="text">YAML or JSON; several documents are allowed.</param>
    /// <param name="file">What the problems call the file; the scenario is named after it.</param>
    /// <param name="request">What for.</param>
    /// <param name="limits">What the text may cost; null for the defaults.</param>
    /// <returns>The text of a scenario file.</returns>
    public static Imported<string> Parse(string text, string file, ChaosRequest request, SourceLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var problems = new ProblemList(file, limits ?? SourceLimits.Default);
        var log = new ImportLog(problems);
        var plan = Plan(SourceReader.ReadAll(text, problems), log);
        if (request.Estate.Load.IsEmpty)
        {
            problems.Add(new Place(0, 0, ""), $"the estate {request.Estate.Estate.Name} gives no load to run it with");
        }

        var scenario = problems.Count > 0 || plan is null ? null : Write(plan, file, request, log);
        return new Imported<string>(problems.Count == 0 ? scenario : null, problems.ToSorted(), log.ToSorted());
    }

    private static ChaosPlan? Plan(ImmutableArray<SourceNode> roots, ImportLog log)
    {
        ChaosPlan? plan = null;
        foreach (var root in roots.Where(root => root is not SourceText { IsNull: true }))
        {
            if (ForeignMap.Of(root, new Place(root.Line, root.Column, ""), log) is not { } map)
            {
                continue;
            }

            // An experiment template may be wrapped into the answer it came in.
            map = map.Keys.SequenceEqual(["experimentTemplate"]) ? map.Map("experimentTemplate") ?? map : map;
            var (format, _, read) = Array.Find(Formats, one => one.IsOne(map));
            if (read is null)
            {
                log.Problems.Add(
                    map.Place,
                    "is no experiment of the Chaos Toolkit, Chaos Mesh, Litmus or AWS FIS, "
                    + "and no ground truth of ITBench");
                continue;
            }

            plan ??= new ChaosPlan(format);
            if (plan.Format != format)
            {
                log.Problems.Add(map.Place, $"is {format}, but the file began as {plan.Format}");
                continue;
            }

            read(map, plan);
        }

        if (plan is null && log.Problems.Count == 0)
        {
            log.Problems.Add(new Place(1, 1, ""), "holds no experiment");
        }

        return plan;
    }

    private static string? Write(ChaosPlan plan, string file, ChaosRequest request, ImportLog log)
    {
        var document = new ChaosScenario(plan, request, ImportName.Of(file)).Write(log);
        if (document is null || log.Problems.Count > 0)
        {
            return null;
        }

        // Whatever is written can be read: a mistake of ours is to be seen here, not when somebody plays the file.
        var target = request.ScenarioFile ?? ScenarioFormat.FileName;
        foreach (var problem in ScenarioFormat.Parse(document, target).Problems)
        {
            log.Problems.Add(new Place(0, 0, ""), "what was made of it cannot be read: " + problem);
        }

        return document;
    }
}
