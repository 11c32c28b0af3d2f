using System.Collections;
using System.Reflection;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>Everything reached from an object, whatever its marks say: the judge of those who go by marks.</summary>
internal static class ObjectGraph
{
    private const BindingFlags OwnFields =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Every value with the way that leads to it: fields, elements; each object once.</summary>
    /// <param name="root">Where to begin.</param>
    /// <param name="isLeftOut">Types not to enter.</param>
    public static List<(string Path, object? Value)> Values(object root, Func<Type, bool> isLeftOut)
    {
        var values = new List<(string, object?)>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<(string Path, object Value)>();
        waiting.Push(("", root));
        while (waiting.TryPop(out var at))
        {
            if (!at.Value.GetType().IsValueType && !seen.Add(at.Value))
            {
                continue;
            }

            foreach (var (name, value) in Parts(at.Value))
            {
                var path = at.Path + name;
                if (value is null || IsPlain(value.GetType()))
                {
                    values.Add((path, value));
                }
                else if (!isLeftOut(value.GetType()))
                {
                    waiting.Push((path, value));
                }
            }
        }

        return values;
    }

    private static bool IsPlain(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || typeof(Type).IsAssignableFrom(type);

    private static IEnumerable<(string Name, object? Value)> Parts(object value)
    {
        if (value is Array array)
        {
            var i = 0;
            return ((IEnumerable)array).Cast<object?>().Select(element => ($"[{i++}]", element)).ToList();
        }

        return FieldsOf(value.GetType()).Select(field => ($".{field.Name}", field.GetValue(value)));
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
        {
            foreach (var field in at.GetFields(OwnFields).OrderBy(field => field.Name, StringComparer.Ordinal))
            {
                yield return field;
            }
        }
    }
}
