using System.Text.Json.Nodes;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Files;
using AiopsTwin.Testing;

namespace AiopsTwin.Scenarios.Tests.Fields;

/// <summary>The committed schemas are those of <see cref="SchemaDocument"/>.</summary>
public sealed class SchemaTests
{
    [Fact]
    public void Schema_CommittedFiles_AreThoseTheTablesGive()
    {
        Assert.Equal(ScenarioFormat.Schema(), File.ReadAllText(Committed("scenario")));
        Assert.Equal(EstateFormat.Schema(), File.ReadAllText(Committed("estate")));
    }

    [Fact]
    public void Schema_EveryReference_IsDefined()
    {
        foreach (var text in new[] { ScenarioFormat.Schema(), EstateFormat.Schema() })
        {
            var schema = JsonNode.Parse(text)!.AsObject();
            var defined = schema["$defs"]!.AsObject().Select(pair => "#/$defs/" + pair.Key).ToHashSet();

            var references = References(schema).ToArray();

            Assert.NotEmpty(references);
            Assert.All(references, reference => Assert.Contains(reference, defined));
        }
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair =>
            pair.Key == "$ref" ? [pair.Value!.GetValue<string>()] : References(pair.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private static string Committed(string name) =>
        Path.Combine(Documents.Repository, "scenarios", "schema", name + ".schema.json");
}
