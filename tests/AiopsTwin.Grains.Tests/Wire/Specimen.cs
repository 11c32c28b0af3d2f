using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Tests.Wire;

/// <summary>Makes a filled value of any wire type, and writes any value out member by member.</summary>
internal static class Specimen
{
    private static readonly Dictionary<Type, object> Plain = new()
    {
        [typeof(string)] = "text",
        [typeof(bool)] = true,
        [typeof(byte)] = (byte)7,
        [typeof(int)] = 3,
        [typeof(long)] = 4L,
        [typeof(ulong)] = 5UL,
        [typeof(float)] = 0.5f,
        [typeof(double)] = 0.25,
        [typeof(Guid)] = new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        [typeof(DateTimeOffset)] = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero),
        [typeof(TimeSpan)] = TimeSpan.FromSeconds(90),
        [typeof(EntityId)] = EntityId.Parse("service:specimen"),
    };

    /// <summary>A value with every member filled.</summary>
    public static object Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying);
        }

        if (Plain.TryGetValue(type, out var plain))
        {
            return plain;
        }

        if (type.IsEnum)
        {
            return Enum.GetValues(type).Cast<object>().Last();
        }

        return type.IsArray ? ArrayOf(type.GetElementType()!)
            : type.IsGenericType ? GenericOf(type)
            : Constructed(type);
    }

    /// <summary>All public members of a value, deep.</summary>
    public static string Describe(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, 0);
        return text.ToString();
    }

    private static Array ArrayOf(Type element)
    {
        var array = Array.CreateInstance(element, 1);
        array.SetValue(Of(element), 0);
        return array;
    }

    private static object GenericOf(Type type)
    {
        var arguments = type.GetGenericArguments();
        var definition = type.GetGenericTypeDefinition();
        var creator = definition == typeof(ImmutableArray<>) ? typeof(ImmutableArray)
            : definition == typeof(ImmutableDictionary<,>) ? typeof(ImmutableDictionary)
            : definition == typeof(ImmutableSortedDictionary<,>) ? typeof(ImmutableSortedDictionary)
            : null;
        if (creator is null)
        {
            return Constructed(type);
        }

        var element = arguments.Length == 1
            ? arguments[0]
            : typeof(KeyValuePair<,>).MakeGenericType(arguments);
        var item = arguments.Length == 1
            ? Of(element)
            : Activator.CreateInstance(element, Of(arguments[0]), Of(arguments[1]));
        var items = Array.CreateInstance(element, 1);
        items.SetValue(item, 0);
        var method = creator.GetMethods().Single(candidate =>
            candidate.Name == "CreateRange"
            && candidate.GetGenericArguments().Length == arguments.Length
            && candidate.GetParameters().Length == 1
            && candidate.GetParameters()[0].ParameterType.Name == "IEnumerable`1");
        return method.MakeGenericMethod(arguments).Invoke(null, [items])!;
    }

    private static object Constructed(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance)
            .Where(candidate => !candidate.GetParameters().Any(parameter => parameter.ParameterType == type))
            .OrderByDescending(candidate => candidate.GetParameters().Length)
            .FirstOrDefault();
        return constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType))]);
    }

    private static void Write(StringBuilder text, object? value, int depth)
    {
        if (depth > 12)
        {
            throw new InvalidOperationException("A wire type is nested deeper than anybody should have to read.");
        }

        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string or bool or Guid or Enum or EntityId:
                text.Append(value);
                break;
            case IFormattable formattable when value.GetType().Namespace == "System":
                text.Append(formattable.ToString(value is DateTimeOffset ? "O" : null, CultureInfo.InvariantCulture));
                break;
            case IEnumerable items:
                text.Append('[');
                foreach (var item in items)
                {
                    Write(text, item, depth + 1);
                    text.Append("; ");
                }

                text.Append(']');
                break;
            default:
                WriteMembers(text, value, depth);
                break;
        }
    }

    private static void WriteMembers(StringBuilder text, object value, int depth)
    {
        text.Append(value.GetType().Name).Append(" { ");
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            text.Append(property.Name).Append(" = ");
            Write(text, property.GetValue(value), depth + 1);
            text.Append(", ");
        }

        text.Append('}');
    }
}
