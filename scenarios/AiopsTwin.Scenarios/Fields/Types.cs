using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Fields;

/// <summary>The scalar types of the formats.</summary>
internal static class Types
{
    /// <summary>Longest single-line text, in characters.</summary>
    public const int LineLength = 200;

    /// <summary>Longest value of a label, in characters; the limit of the topology itself.</summary>
    public const int LabelLength = 1024;

    public static TextType<string> Line { get; } = new(
        ReadLine, Schema("string", ("minLength", 1), ("maxLength", LineLength)));

    /// <summary>Value of a label: one line, which may be empty and keeps its spaces.</summary>
    public static TextType<string> Label { get; } = new(ReadLabel, Schema("string", ("maxLength", LabelLength)));

    public static TextType<string> Text { get; } = new(
        ReadText, Schema("string", ("minLength", 1), ("maxLength", 8000)));

    public static TextType<bool> Boolean { get; } = new(ReadBoolean, Schema("boolean"));

    public static TextType<TimeSpan> Duration { get; } = new(
        DurationText.Parse, Schema("string", ("pattern", DurationText.Pattern)));

    public static TextType<TimeSpan> PositiveDuration { get; } = new(
        ReadPositiveDuration, Schema("string", ("pattern", DurationText.Pattern)));

    public static TextType<EntityId> Entity { get; } = new(ReadEntity, Schema("string", ("pattern", EntityPattern())));

    public static TextType<DateTimeOffset> Instant { get; } = new(
        ReadInstant, Schema("string", ("format", "date-time")));

    /// <summary>Lower-case words with hyphens, as file, scenario and group names are written.</summary>
    public static TextType<string> Name { get; } = new(
        ReadName, Schema("string", ("pattern", "^[a-z0-9][a-z0-9._-]{0,79}$")));

    /// <summary>Version of a file format: there is one.</summary>
    public static TextType<int> Format { get; } = new(
        (string text, out int value) =>
        {
            value = 1;
            return text == "1" ? null : $"'{Short(text)}' is not a format that can be read; write 1";
        },
        new JsonObject { ["const"] = 1 });

    public static TextType<int> Integer(int least, int most) => new(
        (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && value >= least && value <= most
                ? null
                : $"'{Short(text)}' is not a whole number from {least} to {most}",
        Schema("integer", ("minimum", least), ("maximum", most)));

    public static TextType<double> Number(NumberRange range) => new(
        (string text, out double value) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && range.Contains(value)
                ? null
                : $"'{Short(text)}' is not a number {range}",
        range.Schema());

    public static TextType<TEnum> Choice<TEnum>()
        where TEnum : struct, Enum
    {
        var names = ChoiceNames.Of<TEnum>();
        return new TextType<TEnum>(
            (string text, out TEnum value) => ChoiceNames.TryParse(text, out value)
                ? null
                : $"'{Short(text)}' is not one of {string.Join(", ", names)}",
            new JsonObject { ["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name)]) });
    }

    private static string? ReadLine(string text, out string value)
    {
        value = text.Trim();
        return value.Length == 0 ? "is empty"
            : value.Length > LineLength ? $"has {value.Length} characters; at most {LineLength} are allowed"
            : value.Any(char.IsControl) ? "is one line without control characters"
            : null;
    }

    private static string? ReadLabel(string text, out string value)
    {
        value = text;
        return text.Length > LabelLength ? $"has {text.Length} characters; at most {LabelLength} are allowed"
            : text.Any(char.IsControl) ? "has control characters"
            : null;
    }

    private static string? ReadText(string text, out string value)
    {
        value = text.Trim();
        return value.Length == 0 ? "is empty"
            : value.Length > 8000 ? $"has {value.Length} characters; at most 8000 are allowed"
            : value.Any(c => char.IsControl(c) && c != '\n' && c != '\t') ? "has control characters"
            : null;
    }

    private static string? ReadBoolean(string text, out bool value)
    {
        value = text == "true";
        return text is "true" or "false" ? null : $"'{Short(text)}' is not true or false";
    }

    private static string? ReadPositiveDuration(string text, out TimeSpan value) =>
        DurationText.Parse(text, out value) ?? (value > TimeSpan.Zero ? null : "must be longer than zero");

    private static string? ReadEntity(string text, out EntityId value) =>
        EntityId.TryParse(text, out value, out var reason) ? null : reason;

    private static string? ReadInstant(string text, out DateTimeOffset value)
    {
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"];
        return DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, Style, out value)
               && value.Year is >= 1990 and <= 2200
            ? null
            : $"'{Short(text)}' is not an instant; write for example 2026-03-10T14:00:00Z";
    }

    private static string? ReadName(string text, out string value)
    {
        value = text;
        return text.Length is > 0 and <= 80 && char.IsAsciiLetterOrDigit(text[0])
               && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-')
               && !char.IsAsciiLetterUpper(text[0])
            ? null
            : $"'{Short(text)}' is not a name; use lower case letters, digits, '-', '_' and '.'";
    }

    internal static string Short(string text) => text.Length <= 60 ? text : text[..57] + "...";

    // Templates may stand wherever an id does, hence the second form.
    private static string EntityPattern() =>
        $"^(({string.Join('|', ChoiceNames.Of<EntityKind>())}):.+|\\{{over\\}})$";

    private static JsonObject Schema(string type, params (string Key, JsonNode Value)[] rest)
    {
        var schema = new JsonObject { ["type"] = type };
        foreach (var (key, value) in rest)
        {
            schema[key] = value;
        }

        return schema;
    }
}
