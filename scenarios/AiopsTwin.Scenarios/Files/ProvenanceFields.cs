using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Files;

/// <summary>The fields that say which real incident a scenario is modelled on, and on what it rests.</summary>
internal static class ProvenanceFields
{
    /// <summary>How a title begins: what happened inside is never wholly known.</summary>
    public const string Beginning = "modelled on ";

    public static readonly Field<string> Title = new(
        "title", new TextType<string>(ReadTitle, new JsonObject
        {
            ["type"] = "string",
            ["pattern"] = "^" + Beginning,
            ["maxLength"] = Types.LineLength,
        }), "Which incident; begins with 'modelled on'.", isRequired: true);

    public static readonly Field<string> Report = new(
        "report", Types.Line, "Address or name of the public report.", isRequired: true);

    public static readonly Field<DateOnly> Date = new(
        "date", new TextType<DateOnly>(ReadDate, new JsonObject { ["type"] = "string", ["format"] = "date" }),
        "Day on which it began, where it happened.", isRequired: true);

    public static readonly Field<string> Scale = new(
        "scale", Types.Text, "How the scenario's clock differs from the real one. Default: not at all.");

    public static readonly Field<string> FactText = new(
        "text", Types.Text, "The fact, in words of your own.", isRequired: true);

    public static readonly Field<FactStatus> Status = new(
        "status", Types.Choice<FactStatus>(), "reported: the report says so; assumed: you did.", isRequired: true);

    public static readonly RecordType<ProvenanceFact> Fact = new(
        new FieldTable("fact", "Something the scenario rests on.", FactText, Status),
        fields => new ProvenanceFact(fields.Get(FactText) ?? "", fields.Get(Status)));

    public static readonly Field<ImmutableArray<ProvenanceFact>> Facts = new(
        "facts", new ListType<ProvenanceFact>(Fact, least: 1), "What the scenario rests on.", isRequired: true);

    public static readonly RecordType<Provenance> Provenance = new(
        new FieldTable(
            "provenance", "The real incident it is modelled on. The twin never sees it.", Title, Report, Date, Scale,
            Facts),
        fields => new Provenance(
            fields.Get(Title) ?? "", fields.Get(Report) ?? "", fields.Get(Date), fields.Get(Scale),
            fields.Get(Facts, [])));

    private static string? ReadTitle(string text, out string value)
    {
        value = text.Trim();
        return !value.StartsWith(Beginning, StringComparison.Ordinal)
            ? $"'{Types.Short(value)}' does not begin with '{Beginning.TrimEnd()}'"
            : value.Length > Types.LineLength
                ? $"has {value.Length} characters; at most {Types.LineLength} are allowed"
                : null;
    }

    private static string? ReadDate(string text, out DateOnly value) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value)
            ? null
            : $"'{Types.Short(text)}' is not a day; write for example 2017-02-28";
}
