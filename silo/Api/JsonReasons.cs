using System.Text.Json;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Silo.Api;

/// <summary>Says in plain words what the reader of JSON did not like: it speaks of types, which are nobody's but
/// ours.</summary>
internal static class JsonReasons
{
    private static readonly Type[] Choices = [typeof(ChangeKind), typeof(AlertSeverity), typeof(RunMode)];

    private static readonly (Type Type, string Wanted)[] Kinds =
    [
        (typeof(DateTimeOffset), "an instant, for example \"2026-03-01T12:00:00Z\""),
        (typeof(TimeSpan), "a duration, for example \"00:02:00\""),
        (typeof(double), "a number"),
        (typeof(long), "a whole number"),
        (typeof(ulong), "a whole number from 0 on"),
        (typeof(int), "a whole number"),
        (typeof(bool), "true or false"),
        (typeof(string), "a text"),
    ];

    /// <summary>The reason, without the path, which stands beside it.</summary>
    public static string Of(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        var text = end < 0 ? message : message[..end];
        if (text.Contains("could not be mapped", StringComparison.Ordinal))
        {
            return "is not a field known here";
        }

        if (text.StartsWith("Duplicate property", StringComparison.Ordinal))
        {
            return "is given more than once";
        }

        return text.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)
            || text.Contains("AiopsTwin.", StringComparison.Ordinal)
                ? "must be " + Wanted(text)
                : text.TrimEnd('.');
    }

    private static string Wanted(string text)
    {
        if (Choices.FirstOrDefault(choice => text.Contains(choice.FullName!, StringComparison.Ordinal)) is { } found)
        {
            var names = Enum.GetNames(found).Select(JsonNamingPolicy.CamelCase.ConvertName);
            return $"one of {string.Join(", ", names)}";
        }

        return Kinds.FirstOrDefault(kind => text.Contains(kind.Type.FullName!, StringComparison.Ordinal)).Wanted
            ?? "of another form; see /openapi/v1.json";
    }
}
