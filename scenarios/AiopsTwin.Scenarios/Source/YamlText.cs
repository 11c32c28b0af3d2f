using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiopsTwin.Scenarios.Source;

/// <summary>
/// Writes a document as YAML: block style for the outer levels, one line for each small part. The result depends on the
/// document alone, so that files under version control change only where their meaning does.
/// </summary>
internal static class YamlText
{
    // Entities are the items of a list in the root: their parts (level 3 and deeper) are small enough for a line.
    private const int FlowLevel = 3;

    // Words that other readers of YAML take for something else than text.
    private static readonly string[] Reserved = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

    public static string Write(JsonObject document)
    {
        var text = new StringBuilder();
        WriteMap(text, document, 0, "");
        return text.ToString();
    }

    private static void WriteMap(StringBuilder text, JsonObject map, int level, string firstIndent)
    {
        var indent = firstIndent;
        foreach (var (key, value) in map)
        {
            text.Append(indent).Append(Scalar(key)).Append(':');
            WriteValue(text, value, level + 1);
            indent = new string(' ', Indent(level));
        }
    }

    private static void WriteValue(StringBuilder text, JsonNode? value, int level)
    {
        switch (value)
        {
            case JsonArray { Count: > 0 } list when level <= FlowLevel:
                text.Append('\n');
                foreach (var item in list)
                {
                    text.Append(' ', Indent(level)).Append("- ");
                    WriteItem(text, item, level + 1);
                }

                break;
            case JsonObject { Count: > 0 } map when level < FlowLevel:
                text.Append('\n');
                WriteMap(text, map, level, new string(' ', Indent(level)));
                break;
            default:
                text.Append(' ').Append(Flow(value)).Append('\n');
                break;
        }
    }

    private static void WriteItem(StringBuilder text, JsonNode? item, int level)
    {
        if (item is JsonObject { Count: > 0 } map && level < FlowLevel)
        {
            WriteMap(text, map, level, "");
        }
        else
        {
            text.Append(Flow(item)).Append('\n');
        }
    }

    private static string Flow(JsonNode? node) => node switch
    {
        null => "null",
        JsonArray list => list.Count == 0 ? "[]" : $"[ {string.Join(", ", list.Select(Flow))} ]",
        JsonObject map => map.Count == 0
            ? "{}"
            : $"{{ {string.Join(", ", map.Select(pair => $"{Scalar(pair.Key)}: {Flow(pair.Value)}"))} }}",
        _ => node.GetValueKind() == JsonValueKind.String ? Scalar(node.GetValue<string>()) : node.ToJsonString(),
    };

    private static string Scalar(string text) => IsPlain(text) ? text : Quote(text);

    private static bool IsPlain(string text) =>
        text.Length > 0
        && (char.IsAsciiLetter(text[0]) || IsDuration(text))
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/')
        && !Reserved.Contains(text.ToLowerInvariant());

    // Digits and a unit: no reader takes "250ms" for a number.
    private static bool IsDuration(string text) =>
        char.IsAsciiDigit(text[0])
        && text[^1] is 's' or 'm' or 'h' or 'd'
        && text.Count(char.IsAsciiLetter) <= 2;

    private static int Indent(int level) => level * 2;

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),

                // Line and paragraph separators, the byte order mark and controls do not survive as they are.
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' =>
                    quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
