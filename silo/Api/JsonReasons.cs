using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace AiopsTwin.Silo.Api;

/// <summary>Says in plain words what the reader of JSON did not like: it speaks of types, which are nobody's but
/// ours.</summary>
internal static class JsonReasons
{
    private static readonly (Type Type, string Wanted)[] Kinds =
    [
        (typeof(DateTimeOffset), "an instant, for example \"2026-03-01T12:00:00Z\""),
        (typeof(TimeSpan), "a duration, for example \"00:02:00\""),
        (typeof(double), "a number"),
        (typeof(long), "a whole number"),
        (typeof(ulong), "a whole number from 0 on"),
        (typeof(bool), "true or false"),
        (typeof(string), "a text"),
    ];

    /// <summary>The reason, without the path, which stands beside it.</summary>
    /// <param name="failure">What the reader said.</param>
    /// <param name="body">Type of the body.</param>
    public static string Of(JsonException failure, Type body)
    {
        var end = failure.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        var text = end < 0 ? failure.Message : failure.Message[..end];
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
                ? "must be " + Wanted(TypeAt(failure.Path ?? "$", body))
                : text.TrimEnd('.');
    }

    private static string Wanted(Type? type)
    {
        if (type is { IsEnum: true })
        {
            return $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}";
        }

        return IsList(type) ? "a list"
            : Kinds.FirstOrDefault(kind => kind.Type == type).Wanted ?? "an object; /openapi/v1.json describes it";
    }

    /// <summary>The type at a path such as <c>$.batches[0].entity</c>; null when the path leads elsewhere.</summary>
    private static Type? TypeAt(string path, Type? type)
    {
        foreach (var part in path.Split('.').Skip(1))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            type = type?.GetProperty(
                bracket < 0 ? part : part[..bracket],
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase)?.PropertyType;
            type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
            type = bracket > 0 && IsList(type) ? type!.GetGenericArguments()[0] : type;
        }

        return type;
    }

    private static bool IsList(Type? type) =>
        type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);
}
