using System.Text.Encodings.Web;
using System.Text.Json;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>
/// The estate file: a graph and how its entities behave, in YAML or JSON. A graph alone (no process, call and cores) is
/// a valid file too: that is how a topology is told to a twin.
/// </summary>
public static class EstateFormat
{
    private static readonly JsonSerializerOptions PrettyJson = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seed">Seed of the names drawn in <c>generate</c> sections.</param>
    /// <param name="limits">What the file may cost; null for the defaults.</param>
    public static Parsed<Estate> ReadFile(string path, ulong seed = 1, SourceLimits? limits = null)
    {
        var problems = new ProblemList(path, limits ?? SourceLimits.Default);
        var text = SourceFile.ReadText(path, problems);
        return text is null ? new Parsed<Estate>(null, problems.ToSorted()) : Parse(text, path, seed, limits);
    }

    /// <summary>Reads text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="file">What the problems call the file.</param>
    /// <param name="seed">Seed of the names drawn in <c>generate</c> sections.</param>
    /// <param name="limits">What the text may cost; null for the defaults.</param>
    public static Parsed<Estate> Parse(string text, string file, ulong seed = 1, SourceLimits? limits = null)
    {
        var loaded = ParseLoaded(text, file, seed, limits);
        return new Parsed<Estate>(loaded.Value?.Estate, loaded.Problems);
    }

    /// <summary>Reads a file, with the load it gives.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seed">Seed of the names and the load drawn.</param>
    /// <param name="limits">What the file may cost; null for the defaults.</param>
    public static Parsed<LoadedEstate> ReadLoaded(string path, ulong seed = 1, SourceLimits? limits = null)
    {
        var problems = new ProblemList(path, limits ?? SourceLimits.Default);
        var text = SourceFile.ReadText(path, problems);
        return text is null
            ? new Parsed<LoadedEstate>(null, problems.ToSorted())
            : ParseLoaded(text, path, seed, limits);
    }

    /// <summary>Reads text, with the load it gives.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="file">What the problems call the file.</param>
    /// <param name="seed">Seed of the names and the load drawn.</param>
    /// <param name="limits">What the text may cost; null for the defaults.</param>
    public static Parsed<LoadedEstate> ParseLoaded(
        string text, string file, ulong seed = 1, SourceLimits? limits = null)
    {
        var problems = new ProblemList(file, limits ?? SourceLimits.Default);
        var reading = Read(text, problems, name => new NameDraws(seed, name));
        return new Parsed<LoadedEstate>(
            problems.Count == 0 && reading.Estate is { } estate
                ? new LoadedEstate(
                    estate, LoadDraws.Draw(reading.Load, [.. reading.Working()], new NameDraws(seed, estate.Name)))
                : null,
            problems.ToSorted());
    }

    /// <summary>Writes an estate as YAML, sections written out. Reading it back gives an equal estate; equal estates
    /// give equal bytes.</summary>
    public static string WriteYaml(Estate estate) => YamlText.Write(EstateDocument.Of(estate, []));

    /// <summary>Writes an estate and the load on it as YAML, sections written out.</summary>
    public static string WriteYaml(LoadedEstate loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        return YamlText.Write(EstateDocument.Of(loaded.Estate, loaded.Load));
    }

    /// <summary>Writes an estate as JSON, with the fields of the YAML form.</summary>
    public static string WriteJson(Estate estate) => EstateDocument.Of(estate, []).ToJsonString(PrettyJson) + "\n";

    /// <summary>Writes an estate and the load on it as JSON, with the fields of the YAML form.</summary>
    public static string WriteJson(LoadedEstate loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        return EstateDocument.Of(loaded.Estate, loaded.Load).ToJsonString(PrettyJson) + "\n";
    }

    /// <summary>The JSON schema of the file, draft 2020-12.</summary>
    public static string Schema() => SchemaDocument.Write(
        "https://aiopstwin.example/schema/estate.schema.json", "AiopsTwin estate, format 1", EstateFields.File);

    /// <summary>Reads the estate of a file.</summary>
    internal static EstateReading Read(string text, ProblemList problems, Func<string, NameDraws> draws)
    {
        var root = SourceReader.Read(text, problems);
        if (root is null)
        {
            return EstateReading.Nothing;
        }

        // A draft with problems goes on to the checks, so that all of them are found at once.
        _ = EstateFields.File.TryRead(root, new Place(1, 1, ""), problems, out var draft);
        return draft is null ? EstateReading.Nothing : Build(draft, problems, draws(draft.Name));
    }

    /// <summary>Makes the estate of a draft.</summary>
    internal static EstateReading Build(EstateDraft draft, ProblemList problems, NameDraws draws)
    {
        var before = problems.Count;
        var entities = new EstateExpansion(draft, draws, problems).Expand();
        var isExpanded = problems.Count == before;
        var isComplete = isExpanded && entities.All(entity => !entity.Id.IsNone);
        var estate = new EstateAssembly(entities, isComplete, problems).Assemble(draft);
        var reading = new EstateReading(estate, entities, isComplete) { Load = draft.Load };
        if (isComplete)
        {
            LoadDraws.Check(draft.Load, [.. reading.Working()], problems);
        }

        return reading;
    }
}
