using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace AiopsTwin.Engine.Numerics.States;

/// <summary>
/// Copies a state with everything that can change in it: all objects reached from a root, each once, so that what was
/// one object stays one. Values that never change are shared. Nothing is listed by hand, so nothing can be forgotten.
/// O(objects + bytes); columns of numbers are copied as memory. Not safe for use by two callers at once.
/// </summary>
internal sealed class StateCopier
{
    private static readonly Func<object, object> Shallow =
        typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object, object>>();

    [ThreadStatic]
    private static StateCopier? _ofThread;

    private readonly StateLayouts _layouts = new();
    private readonly Dictionary<object, object> _copies = new(ReferenceEqualityComparer.Instance);

    /// <summary>Bytes of the last copy: arrays as they are, an object as a header and eight bytes for each of its
    /// fields.</summary>
    public long Bytes { get; private set; }

    /// <summary>The copier of this thread: what types look like need be found out once only.</summary>
    public static StateCopier OfThread => _ofThread ??= new StateCopier();

    /// <summary>A copy that shares nothing that can change with the original.</summary>
    /// <param name="root">What to copy.</param>
    /// <exception cref="NotSupportedException">A function bound to an object was reached: it would go on working on the
    /// original's.</exception>
    public T Copy<T>(T root)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(root);
        _copies.Clear();
        Bytes = 0;
        var copy = (T)Of(root);
        _copies.Clear();
        return copy;
    }

    private object Of(object value)
    {
        var layout = _layouts.Of(value.GetType());
        if (layout.IsShared)
        {
            CheckBound(value);
            return value;
        }

        if (layout.Type.IsValueType)
        {
            CopyFields(layout, value);
            return value;
        }

        if (_copies.TryGetValue(value, out var copy))
        {
            return copy;
        }

        if (layout.IsRehashed)
        {
            return Refilled(value, layout);
        }

        copy = Shallow(value);
        _copies.Add(value, copy);
        Bytes += 16 + (value is Array array ? array.Length * (long)layout.ElementBytes : 8 * layout.Fields.Length);
        if (layout.Element is { } element)
        {
            CopyElements((Array)copy, element);
        }
        else
        {
            CopyFields(layout, copy);
        }

        return copy;
    }

    /// <summary>A dictionary or set with the copies of its keys, each at the place its own identity gives it.</summary>
    private object Refilled(object value, StateLayout layout)
    {
        var copy = Activator.CreateInstance(layout.Type, layout.Type.GetProperty("Comparer")!.GetValue(value))!;
        _copies.Add(value, copy);
        if (value is IDictionary from)
        {
            var to = (IDictionary)copy;
            foreach (DictionaryEntry entry in from)
            {
                to.Add(Of(entry.Key), entry.Value is { } held ? Of(held) : null);
            }

            return copy;
        }

        var add = layout.Type.GetMethod("Add")!;
        foreach (var element in (IEnumerable)value)
        {
            add.Invoke(copy, [Of(element)]);
        }

        return copy;
    }

    private void CopyFields(StateLayout layout, object copy)
    {
        foreach (var field in layout.Deep)
        {
            // A struct comes out of its field as a box of its own, and goes back in changed.
            if (field.GetValue(copy) is { } value && Of(value) is var copied
                && (field.FieldType.IsValueType || !ReferenceEquals(copied, value)))
            {
                field.SetValue(copy, copied);
            }
        }
    }

    private void CopyElements(Array copy, StateLayout element)
    {
        if (copy is object?[] references)
        {
            for (var i = 0; i < references.Length; i++)
            {
                if (references[i] is { } value)
                {
                    references[i] = Of(value);
                }
            }
        }
        else if (!element.IsShared)
        {
            for (var i = 0; i < copy.Length; i++)
            {
                copy.SetValue(Of(copy.GetValue(i)!), i);
            }
        }
    }

    /// <summary>A function that holds an object would go on working on the original's.</summary>
    private static void CheckBound(object value)
    {
        if (value is Delegate { Target: { } target } && !target.GetType().IsDefined(typeof(CompilerGeneratedAttribute))
            || value is Delegate { Target: { } closure } && closure.GetType().GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length > 0)
        {
            throw new NotSupportedException($"{value} is bound to an object; a copy would share it.");
        }
    }
}
