using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// Where the centre was: one mark every few minutes for about an hour, none while the series is anomalous. A window of
/// evidence is judged by the mark before it, so its own samples cannot have moved the centre.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.BaselineMarks")]
internal struct BaselineMarks
{
    /// <summary>Marks kept.</summary>
    public const int Capacity = 12;

    private const int EntrySize = Instant48.Size + (2 * sizeof(float));

    // Entries of earlier versions held two doubles beside their instant.
    private const int FormerSize = 24;

    /// <summary>Marks made so far.</summary>
    [Id(1)]
    public int Made;

    /// <summary>Instant of the newest mark, UTC ticks; 0 before the first.</summary>
    [Id(2)]
    public long NewestTicks;

    /// <summary>The marks, each an instant and two numbers; null before the first.</summary>
    [Id(3)]
    public byte[]? Entries;

    /// <summary>The marks of earlier versions; read, never written.</summary>
    [Id(0)]
    internal byte[]? Bytes
    {
        readonly get => null;
        set => TakeUpFormer(value);
    }

    /// <summary>Adds a mark; the oldest makes room.</summary>
    public void Add(in BaselineMark mark)
    {
        // Instants must stay less than a cycle apart; a gap of weeks leaves nothing worth keeping anyway.
        Made = mark.Ticks - NewestTicks < Instant48.Cycle / Capacity ? Made : 0;
        Entries ??= new byte[Capacity * EntrySize];
        Write(Made % Capacity, mark);
        Made = Made + 1 == 2 * Capacity ? Capacity : Made + 1;
        NewestTicks = mark.Ticks;
    }

    /// <summary>The newest mark at or before an instant, else the oldest held; null when there is none.</summary>
    public readonly BaselineMark? Before(long ticks)
    {
        var held = Math.Min(Made, Capacity);
        BaselineMark? found = null;
        for (var back = 1; back <= held; back++)
        {
            found = Read((Made - back) % Capacity);
            if (found.Value.Ticks <= ticks)
            {
                break;
            }
        }

        return found;
    }

    private readonly BaselineMark Read(int place)
    {
        var entry = Entries.AsSpan(place * EntrySize, EntrySize);
        var numbers = entry[Instant48.Size..];
        return new BaselineMark(
            Instant48.Read(entry, NewestTicks),
            BinaryPrimitives.ReadSingleLittleEndian(numbers),
            BinaryPrimitives.ReadSingleLittleEndian(numbers[sizeof(float)..]));
    }

    private readonly void Write(int place, in BaselineMark mark)
    {
        var entry = Entries.AsSpan(place * EntrySize, EntrySize);
        var numbers = entry[Instant48.Size..];
        Instant48.Write(entry, mark.Ticks);
        BinaryPrimitives.WriteSingleLittleEndian(numbers, mark.Center);
        BinaryPrimitives.WriteSingleLittleEndian(numbers[sizeof(float)..], mark.Season);
    }

    private void TakeUpFormer(byte[]? former)
    {
        if (former is null)
        {
            return;
        }

        Entries = new byte[Capacity * EntrySize];
        var ticks = MemoryMarshal.Cast<byte, long>(former.AsSpan());
        var numbers = MemoryMarshal.Cast<byte, double>(former.AsSpan());
        for (var place = 0; place < former.Length / FormerSize; place++)
        {
            Write(place, new BaselineMark(
                ticks[3 * place], (float)numbers[(3 * place) + 1], (float)numbers[(3 * place) + 2]));
        }
    }
}
