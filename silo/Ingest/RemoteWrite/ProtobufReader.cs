using System.Buffers.Binary;

namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>Reads protobuf fields from a span, copying nothing. Unknown fields are skipped, as the format
/// demands.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> bytes, int offset)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    // Where the span begins in the whole body, for messages that say where reading failed.
    private readonly int _offset = offset;
    private int _next;
    private int _wire;

    /// <summary>Number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>How far reading has come, in bytes of the span.</summary>
    public readonly int Position => _next;

    /// <summary>Moves to the next field; false at the end.</summary>
    public bool Read()
    {
        if (_next == _bytes.Length)
        {
            return false;
        }

        var tag = ReadVarint();
        if (tag > uint.MaxValue || tag >> 3 == 0)
        {
            throw Malformed("a field has no valid number");
        }

        Field = (int)(tag >> 3);
        _wire = (int)(tag & 7);
        return true;
    }

    /// <summary>The bytes of a message or text field, and where they begin in the whole body.</summary>
    public ReadOnlySpan<byte> ReadBytes(out int offset)
    {
        Expect(LengthDelimited);
        var length = ReadVarint();
        if (length > (ulong)(_bytes.Length - _next))
        {
            throw Malformed($"a field claims {length} bytes, {_bytes.Length - _next} are left");
        }

        offset = _offset + _next;
        var slice = _bytes.Slice(_next, (int)length);
        _next += (int)length;
        return slice;
    }

    public double ReadDouble()
    {
        Expect(Fixed64);
        return BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(Take(8)));
    }

    public long ReadInt64()
    {
        Expect(Varint);
        return (long)ReadVarint();
    }

    public void Skip()
    {
        switch (_wire)
        {
            case Varint:
                ReadVarint();
                break;
            case Fixed64:
                Take(8);
                break;
            case LengthDelimited:
                ReadBytes(out _);
                break;
            case Fixed32:
                Take(4);
                break;
            default:
                throw Malformed($"field {Field} has the unknown wire type {_wire}");
        }
    }

    private void Expect(int wire)
    {
        if (_wire != wire)
        {
            throw Malformed($"field {Field} has wire type {_wire}, expected {wire}");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_bytes.Length - _next < count)
        {
            throw Malformed("the body ends inside a number");
        }

        var slice = _bytes.Slice(_next, count);
        _next += count;
        return slice;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_next == _bytes.Length)
            {
                throw Malformed("the body ends inside a number");
            }

            var part = _bytes[_next++];
            if (shift == 63 && part > 1)
            {
                throw Malformed("a number has more than 64 bits");
            }

            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Malformed("a number has more than ten bytes");
    }

    private readonly MalformedBodyException Malformed(string reason) => new(_offset + _next, reason);
}
