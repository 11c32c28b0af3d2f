using System.Reflection;

namespace AiopsTwin.House.Tests.Walls;

/// <summary>Types of the Engine that clients of the contracts meet: whatever a contract's members speak of, and
/// whatever the members of those speak of.</summary>
public static class SnapshotTypes
{
    /// <summary>Full names of the types, from the public surface of an assembly of contracts.</summary>
    public static IReadOnlySet<string> Of(Assembly contracts)
    {
        var found = new HashSet<Type>();
        var open = new Queue<Type>(contracts.GetExportedTypes());
        while (open.TryDequeue(out var type))
        {
            foreach (var spoken in Members(type).SelectMany(Parts))
            {
                if (spoken.Namespace?.StartsWith("AiopsTwin.", StringComparison.Ordinal) == true && found.Add(spoken))
                {
                    open.Enqueue(spoken);
                }
            }
        }

        return found.Select(type => type.FullName!).ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<Type> Members(Type type)
    {
        const BindingFlags Everything =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return type.GetProperties(Everything).Select(member => member.PropertyType)
            .Concat(type.GetFields(Everything).Select(member => member.FieldType))
            .Concat(type.GetMethods(Everything).Where(method => !method.IsSpecialName).SelectMany(method =>
                method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)));
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : type.IsGenericParameter ? []
        : [type];
}
