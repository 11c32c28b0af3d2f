using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace AiopsTwin.Engine.Numerics.States;

/// <summary>
/// What a copy of a state must do with values of a type: hand them on, or copy them, and then which of their fields.
/// Read off the type itself, so that a field added later is copied without anybody having to think of it; the marks
/// (<see cref="UnchangingAttribute"/> and its kin) only save memory.
/// </summary>
internal sealed class StateLayout
{
    private const BindingFlags OwnFields =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private StateLayout(Type type, StateLayouts layouts)
    {
        Type = type;
        IsConstant = type.IsDefined(typeof(UnchangingAttribute), inherit: true);
        IsShared = IsConstant || IsNeverChanged(type, layouts);
        IsPlain = HoldsNoReference(type);
        IsRehashed = !IsShared && HasCopiedKeys(type, layouts);
        Fields = [];
        Deep = [];
        if (type.IsArray)
        {
            Element = layouts.Of(type.GetElementType()!);
            ElementBytes = Element.Type.IsValueType ? RuntimeHelpers.SizeOf(Element.Type.TypeHandle) : IntPtr.Size;
        }
        else if (!type.IsPrimitive && !type.IsEnum && type != typeof(string))
        {
            Fields = FieldsOf(type);
            var sharesParts = type.IsDefined(typeof(UnchangingPartsAttribute), inherit: true);
            Deep = IsShared ? [] : [.. Fields.Where(field => IsCopied(field, sharesParts, layouts))];
        }
    }

    public Type Type { get; }

    /// <summary>True for what never changes and says nothing of a state: no copy, no hash.</summary>
    public bool IsConstant { get; }

    /// <summary>True when a copy of the state holds the very same value.</summary>
    public bool IsShared { get; }

    /// <summary>True for values that hold no reference: an array of them is copied as memory.</summary>
    public bool IsPlain { get; }

    /// <summary>True for a dictionary or set whose keys are copied: they may be found by identity, so it is filled anew
    /// and not copied as it lies in memory.</summary>
    public bool IsRehashed { get; }

    /// <summary>Of an array: what its elements are; null for anything else.</summary>
    public StateLayout? Element { get; }

    /// <summary>Of an array: bytes of an element.</summary>
    public int ElementBytes { get; }

    /// <summary>All instance fields, those of base types first, each by name: the order of hashes.</summary>
    public ImmutableArray<FieldInfo> Fields { get; }

    /// <summary>The fields whose values are copied in their turn.</summary>
    public ImmutableArray<FieldInfo> Deep { get; }

    /// <summary>Whether what a field holds is part of the state.</summary>
    public static bool IsOfState(FieldInfo field, bool sharesParts) => sharesParts
        ? field.IsDefined(typeof(MovingAttribute))
        : !field.IsDefined(typeof(UnchangingAttribute));

    /// <summary>Reads a type.</summary>
    public static StateLayout Read(Type type, StateLayouts layouts) => new(type, layouts);

    private static bool HoldsNoReference(Type type) => type.IsPrimitive || type.IsEnum
        || (type.IsValueType && FieldsOf(type).All(field => HoldsNoReference(field.FieldType)));

    private static bool IsCopied(FieldInfo field, bool sharesParts, StateLayouts layouts) =>
        IsOfState(field, sharesParts) && !layouts.IsSharedFor(field.FieldType);

    private static ImmutableArray<FieldInfo> FieldsOf(Type type)
    {
        var fields = new List<FieldInfo>();
        for (var at = type; at is not null && at != typeof(object) && at != typeof(ValueType); at = at.BaseType)
        {
            fields.InsertRange(0, at.GetFields(OwnFields).OrderBy(field => field.Name, StringComparer.Ordinal));
        }

        return [.. fields];
    }

    private static bool IsNeverChanged(Type type, StateLayouts layouts)
    {
        if (type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string) || type == typeof(decimal)
            || typeof(Type).IsAssignableFrom(type) || type.IsDefined(typeof(Orleans.ImmutableAttribute), false))
        {
            return true;
        }

        if (type.IsValueType)
        {
            return FieldsOf(type).All(field => layouts.IsSharedFor(field.FieldType));
        }

        return typeof(Delegate).IsAssignableFrom(type) || IsComparer(type) || IsSealedCollection(type, layouts);
    }

    /// <summary>Comparers of the framework hold nothing but how to compare.</summary>
    private static bool IsComparer(Type type) => type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true
        && (typeof(IComparer).IsAssignableFrom(type) || typeof(IEqualityComparer).IsAssignableFrom(type));

    /// <summary>Immutable collections of what never changes.</summary>
    private static bool IsSealedCollection(Type type, StateLayouts layouts)
    {
        if (!type.IsGenericType || type.IsArray)
        {
            return false;
        }

        var open = type.GetGenericTypeDefinition();
        return (open == typeof(ImmutableDictionary<,>) || open == typeof(ImmutableSortedDictionary<,>)
            || open == typeof(ImmutableList<>) || open == typeof(ImmutableHashSet<>)
            || open == typeof(ImmutableSortedSet<>) || IsFrozen(type))
            && type.GetGenericArguments().All(layouts.IsSharedFor);
    }

    private static bool IsFrozen(Type type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (at.IsGenericType && (at.GetGenericTypeDefinition() == typeof(FrozenDictionary<,>)
                || at.GetGenericTypeDefinition() == typeof(FrozenSet<>)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasCopiedKeys(Type type, StateLayouts layouts) => type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(Dictionary<,>)
            || type.GetGenericTypeDefinition() == typeof(HashSet<>))
        && !layouts.IsSharedFor(type.GetGenericArguments()[0]);
}
