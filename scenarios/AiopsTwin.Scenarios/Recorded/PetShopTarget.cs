using System.Collections.Immutable;
using System.Text.Json;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>The published answer to a case. For the scorer alone: nothing that infers may read it.</summary>
/// <param name="Root">The component at fault.</param>
/// <param name="Symptom">The metric in which the trouble was noticed; a name for reporting by.</param>
public sealed record PetShopTarget(EntityId Root, string Symptom)
{
    /// <summary>Kinds of trouble that are right to name of it: what makes requests slow is slow, what makes them fail
    /// fails. Empty for other symptoms.</summary>
    public ImmutableArray<MetricFamily> Families => Symptom switch
    {
        "latency" => [MetricFamily.Latency],
        "availability" => [MetricFamily.Errors, MetricFamily.Availability],
        _ => [],
    };

    /// <summary>Name of the file.</summary>
    public const string FileName = "target.json";

    private const int MaxBytes = 1024 * 1024;

    /// <summary>Reads the answer of a case.</summary>
    /// <param name="folder">Folder of the case.</param>
    public static Parsed<PetShopTarget> Read(string folder)
    {
        var problems = new ProblemList(
            Path.Combine(folder, FileName), SourceLimits.Default with { MaxBytes = MaxBytes });
        if (SourceFile.ReadText(problems.File, problems) is { } text)
        {
            try
            {
                using var document = JsonDocument.Parse(text);
                var target = Of(document.RootElement, problems);
                return new Parsed<PetShopTarget>(target, problems.ToSorted());
            }
            catch (JsonException exception)
            {
                problems.Add(
                    new Place((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1, ""),
                    "this is not JSON");
            }
        }

        return new Parsed<PetShopTarget>(null, problems.ToSorted());
    }

    private static PetShopTarget? Of(JsonElement document, ProblemList problems)
    {
        var root = Text(document, "root_cause", "node", problems);
        var symptom = Text(document, "target", "metric", problems);
        if (root is null || symptom is null)
        {
            return null;
        }

        if (PetShopColumns.TryName(root, out var entity, out var reason))
        {
            return new PetShopTarget(entity, symptom);
        }

        problems.Add(new Place(1, 1, "root_cause.node"), reason!);
        return null;
    }

    private static string? Text(JsonElement document, string part, string field, ProblemList problems)
    {
        if (document.ValueKind == JsonValueKind.Object && document.TryGetProperty(part, out var inner)
            && inner.ValueKind == JsonValueKind.Object && inner.TryGetProperty(field, out var value)
            && value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        problems.Add(new Place(1, 1, $"{part}.{field}"), "a text is missing here");
        return null;
    }
}
