using System.Collections.Immutable;
using AiopsTwin.Contracts.Scenarios;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Files;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Catalog;

/// <summary>
/// The scenarios in a folder: <c>synthetic/&lt;name&gt;/scenario.yaml</c> and
/// <c>recorded/&lt;source&gt;/&lt;name&gt;/scenario.yaml</c>, with the estates they share in <c>estates</c>, and those
/// modelled on real incidents in <c>famous/&lt;name&gt;</c>, each with an estate of its own. Files are read when asked
/// for, so that an edited scenario is seen at once.
/// </summary>
/// <param name="root">The catalog's folder.</param>
public sealed class ScenarioCatalog(string root) : IScenarioCatalog
{
    private const ulong ListSeed = 1;

    /// <summary>The catalog that is delivered next to this assembly.</summary>
    public ScenarioCatalog()
        : this(Path.Combine(AppContext.BaseDirectory, "catalog"))
    {
    }

    /// <summary>The catalog's folder.</summary>
    public string Root { get; } = root;

    /// <inheritdoc />
    /// <remarks>A scenario whose file has problems is left out; <see cref="Check"/> tells them.</remarks>
    public ImmutableArray<ScenarioLine> List() =>
        [.. ScenarioFiles()
            .Select(file => ScenarioFormat.ReadFile(file, ListSeed).Value)
            .OfType<Scenario>()
            .Select(Line)
            .OrderBy(line => line.Name, StringComparer.Ordinal)];

    /// <summary>Names of the scenarios modelled on real incidents, sorted. They last hours to days, and are played once
    /// where the others are played for many seeds.</summary>
    public ImmutableArray<string> Famous() =>
    [
        .. Files(Path.Combine(Root, "famous"), ScenarioFormat.FileName)
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!))
            .Order(StringComparer.Ordinal),
    ];

    /// <inheritdoc />
    /// <exception cref="InvalidDataException">The scenario is there but its file has problems; the message lists
    /// them.</exception>
    public Scenario? Load(string name, ulong seed)
    {
        var read = Read(name, seed);
        return read is null or { IsValid: true }
            ? read?.Value
            : throw new InvalidDataException(string.Join('\n', read.Problems));
    }

    /// <summary>Reads a scenario with all its problems; null when there is none of that name.</summary>
    public Parsed<Scenario>? Read(string name, ulong seed) =>
        FileOf(name) is { } file ? ScenarioFormat.ReadFile(file, seed) : null;

    /// <summary>The file of a scenario; null when there is none of that name.</summary>
    public string? FileOf(string name) =>
        ScenarioFiles().FirstOrDefault(file => Path.GetFileName(Path.GetDirectoryName(file)) == name);

    /// <summary>The file of an estate that is delivered; null when there is none of that name.</summary>
    public string? EstateFileOf(string name) =>
        EstateFiles().FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == name);

    /// <summary>Every problem of every file in the catalog, estates included; empty when all is well.</summary>
    public ImmutableArray<Problem> Check()
    {
        var problems = new List<Problem>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in ScenarioFiles())
        {
            var parsed = ScenarioFormat.ReadFile(file, ListSeed);
            problems.AddRange(parsed.Problems);
            if (parsed.Value is { } scenario)
            {
                problems.AddRange(NameProblems(file, scenario.Name, names));
            }
        }

        foreach (var file in EstateFiles())
        {
            problems.AddRange(EstateFormat.ReadFile(file).Problems);
        }

        // A bad estate is met again by every scenario that names it.
        return [.. problems.Distinct()];
    }

    private static IEnumerable<Problem> NameProblems(string file, string name, Dictionary<string, string> names)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(file));
        if (folder != name)
        {
            yield return new Problem(file, 1, 1, "name", $"'{name}' stands in a folder named '{folder}'");
        }

        if (!names.TryAdd(name, file))
        {
            yield return new Problem(file, 1, 1, "name", $"'{name}' is also the name of {names[name]}");
        }
    }

    /// <summary>False when the folder holds neither scenarios nor estates.</summary>
    internal bool HasFiles => ScenarioFiles().Concat(EstateFiles()).Any();

    private IEnumerable<string> EstateFiles() => Files(Path.Combine(Root, "estates"), "*.yaml");

    private IEnumerable<string> ScenarioFiles() => Files(Root, ScenarioFormat.FileName);

    private static IEnumerable<string> Files(string folder, string pattern) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : [];

    private static ScenarioLine Line(Scenario scenario) => new(
        scenario.Name,
        scenario.Title,
        scenario.Description,
        scenario.Duration,
        scenario.Estate.Topology.Entities.Length,
        scenario.Timeline.All(step => step.Fault is null));
}
