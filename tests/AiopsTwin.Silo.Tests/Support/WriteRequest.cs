using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Text;
using Snappier;

namespace AiopsTwin.Silo.Tests.Support;

/// <summary>Writes bodies of Prometheus remote write 1.0, right ones and wrong ones, independently of the
/// reader.</summary>
internal sealed class WriteRequest
{
    public static readonly double Stale = BitConverter.Int64BitsToDouble(0x7ff0000000000002);

    private readonly List<byte> _bytes = [];

    /// <summary>Adds a series; labels are given as <c>name=value</c>.</summary>
    public WriteRequest Series(string name, string[] labels, params (long At, double Value)[] samples)
    {
        var series = new List<byte>();
        foreach (var label in labels.Prepend("__name__=" + name))
        {
            var split = label.IndexOf('=', StringComparison.Ordinal);
            Field(series, 1, [.. Text(1, label[..split]), .. Text(2, label[(split + 1)..])]);
        }

        foreach (var (at, value) in samples)
        {
            var sample = new List<byte> { (1 << 3) | 1 };
            var bits = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(bits, BitConverter.DoubleToInt64Bits(value));
            sample.AddRange(bits);
            sample.Add(2 << 3);
            Varint(sample, (ulong)at);
            Field(series, 2, [.. sample]);
        }

        Field(_bytes, 1, [.. series]);
        return this;
    }

    /// <summary>Adds raw bytes of a field.</summary>
    public WriteRequest Raw(int field, byte[] content)
    {
        Field(_bytes, field, content);
        return this;
    }

    public byte[] ToArray() => [.. _bytes];

    public HttpContent ToContent() => Content(Snappy.CompressToArray(ToArray()));

    public static HttpContent Content(
        byte[] compressed, string type = "application/x-protobuf", string encoding = "snappy")
    {
        var content = new ByteArrayContent(compressed);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        content.Headers.ContentEncoding.Add(encoding);
        return content;
    }

    private static byte[] Text(int field, string text)
    {
        var bytes = new List<byte>();
        Field(bytes, field, Encoding.UTF8.GetBytes(text));
        return [.. bytes];
    }

    private static void Field(List<byte> target, int field, byte[] content)
    {
        Varint(target, ((ulong)field << 3) | 2);
        Varint(target, (ulong)content.Length);
        target.AddRange(content);
    }

    private static void Varint(List<byte> target, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            target.Add((byte)(value | 0x80));
        }

        target.Add((byte)value);
    }
}
