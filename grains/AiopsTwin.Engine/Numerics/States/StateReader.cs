using System.Collections;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AiopsTwin.Engine.Numerics.States;

/// <summary>
/// One 64-bit number for a state: the raw bits of everything that can change in it, in a fixed order. Equal histories
/// give equal numbers, and one bit that differs gives another one but for a chance of 2^-64. Columns are read as 64-bit
/// words through four lanes (multiply and rotate, then the mixer of <see cref="StableHash"/>), so it costs about as
/// much as reading them. Arrays of structs with gaps between their fields are left out: what lies in a gap is nobody's.
/// </summary>
internal sealed class StateReader
{
    private const ulong Odd = 0x9E3779B185EBCA87UL;

    private readonly StateLayouts _layouts = new();
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private ulong _hash;

    [ThreadStatic]
    private static StateReader? _ofThread;

    private long _bytes;

    /// <summary>The reader of this thread: what types look like need be found out once only.</summary>
    public static StateReader OfThread => _ofThread ??= new StateReader();

    /// <summary>Reads a state.</summary>
    /// <param name="root">What it is reached from.</param>
    /// <returns>The number, and the bytes of numbers read, without what objects cost on top.</returns>
    public (ulong Hash, long Bytes) Read(object root)
    {
        ArgumentNullException.ThrowIfNull(root);
        _seen.Clear();
        (_hash, _bytes) = (0, 0);
        Take(root);
        _seen.Clear();
        return (_hash, _bytes);
    }

    private void Take(object? value)
    {
        if (value is null)
        {
            Add(1);
            return;
        }

        var type = value.GetType();
        var layout = _layouts.Of(type);
        if (layout.IsConstant || value is Delegate or Type)
        {
            return;
        }

        if (Bits(value) is { } bits)
        {
            _bytes += type.IsValueType ? RuntimeHelpers.SizeOf(type.TypeHandle) : 0;
            Add(bits);
        }
        else if (type.IsValueType || _seen.Add(value))
        {
            Enter(value, layout);
        }
    }

    private void Enter(object value, StateLayout layout)
    {
        if (value is Array array)
        {
            TakeElements(array, layout);
        }
        else if (value is IEnumerable sequence
            && layout.Type.Namespace?.StartsWith("System.", StringComparison.Ordinal) == true)
        {
            TakeSequence(sequence, isOrdered: value is not (IDictionary or ISet<string>));
        }
        else
        {
            var sharesParts = layout.Type.IsDefined(typeof(UnchangingPartsAttribute), inherit: true);
            foreach (var field in layout.Fields.Where(field => StateLayout.IsOfState(field, sharesParts)))
            {
                Take(field.GetValue(value));
            }
        }
    }

    private void TakeElements(Array array, StateLayout layout)
    {
        Add((ulong)array.Length);
        if (!layout.Element!.IsPlain)
        {
            foreach (var element in array)
            {
                Take(element);
            }

            return;
        }

        var bytes = MemoryMarshal.CreateReadOnlySpan(
            ref MemoryMarshal.GetArrayDataReference(array), array.Length * layout.ElementBytes);
        _bytes += bytes.Length;
        if (!HasGaps(layout.Element, layout.ElementBytes))
        {
            Add(Words(bytes));
        }
    }

    /// <summary>Elements of a dictionary come in no order that means anything: their hashes are summed.</summary>
    private void TakeSequence(IEnumerable sequence, bool isOrdered)
    {
        var (before, sum, count) = (_hash, 0UL, 0UL);
        foreach (var element in sequence)
        {
            _hash = isOrdered ? _hash : 0;
            Take(element);
            sum += _hash;
            count++;
        }

        if (!isOrdered)
        {
            _hash = StableHash.Combine(before, sum);
        }

        Add(count);
    }

    private void Add(ulong bits) => _hash = StableHash.Combine(_hash, bits);

    private static ulong? Bits(object value) => value switch
    {
        double number => BitConverter.DoubleToUInt64Bits(number),
        float number => BitConverter.SingleToUInt32Bits(number),
        bool flag => flag ? 3UL : 2UL,
        string text => StableHash.Of(text),
        DateTimeOffset at => (ulong)at.UtcTicks,
        TimeSpan span => (ulong)span.Ticks,
        ulong number => number,
        Enum number => (ulong)Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture),
        int or long or short or byte or sbyte or ushort or uint or char =>
            unchecked((ulong)Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static bool HasGaps(StateLayout layout, int bytes) =>
        !layout.Type.IsPrimitive && !layout.Type.IsEnum && FieldBytes(layout.Type) != bytes;

    private static int FieldBytes(Type type) => type.IsPrimitive || type.IsEnum
        ? RuntimeHelpers.SizeOf(type.TypeHandle)
        : type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Sum(field => FieldBytes(field.FieldType));

    private static ulong Words(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var (a, b, c, d) = (Odd, Odd << 1, Odd << 2, Odd << 3);
        var i = 0;
        for (; i + 4 <= words.Length; i += 4)
        {
            a = BitOperations.RotateLeft((a ^ words[i]) * Odd, 29);
            b = BitOperations.RotateLeft((b ^ words[i + 1]) * Odd, 31);
            c = BitOperations.RotateLeft((c ^ words[i + 2]) * Odd, 33);
            d = BitOperations.RotateLeft((d ^ words[i + 3]) * Odd, 37);
        }

        for (; i < words.Length; i++)
        {
            a = BitOperations.RotateLeft((a ^ words[i]) * Odd, 29);
        }

        foreach (var rest in bytes[(words.Length * 8)..])
        {
            b = BitOperations.RotateLeft((b ^ rest) * Odd, 31);
        }

        return StableHash.Combine(StableHash.Combine(a, b), StableHash.Combine(c, d));
    }
}
