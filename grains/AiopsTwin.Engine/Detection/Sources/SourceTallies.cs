using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Detection.Sources;

/// <summary>The tallies of a bounded number of sources, in order of name; beyond the bound the one unheard for longest
/// is forgotten.</summary>
[GenerateSerializer, Alias("aiopstwin.SourceTallies")]
public sealed class SourceTallies
{
    /// <summary>Most sources tallied.</summary>
    public const int MaxSources = 16;

    /// <summary>Intervals after which a count is halved, where they are longer than the shortest memory.</summary>
    private const int MemoryIntervals = 60;

    [Id(0)]
    private List<SourceTally>? _tallies;

    /// <summary>The tallies, by name.</summary>
    internal List<SourceTally> All => _tallies ??= [];

    /// <summary>Takes one batch of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="at">The newest instant of the batch.</param>
    /// <param name="counts">What became of its samples.</param>
    /// <param name="interval">How often the source usually sends, or zero: the memory is at least sixty of
    /// these.</param>
    public void Take(string source, DateTimeOffset at, in SampleCounts counts, TimeSpan interval)
    {
        var memory = Math.Max(MemoryIntervals * interval.Ticks, SourceTally.ShortestMemory.Ticks);
        TallyOf(source).Take(at.UtcTicks, counts, memory);
    }

    /// <summary>Hears how long the newest sample of a source took to arrive.</summary>
    public void HearLag(string source, TimeSpan lag) => TallyOf(source).HearLag(lag);

    /// <summary>Adds everything another set counted.</summary>
    public void Add(SourceTallies other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var tally in other.All)
        {
            TallyOf(tally.Source).Add(tally);
        }
    }

    /// <summary>How good each source is, by name.</summary>
    /// <param name="interval">How often sources usually send, or zero when not known.</param>
    public ImmutableArray<SourceQuality> Read(TimeSpan interval) =>
        [.. All.Where(tally => tally.At > 0).Select(tally => QualityReader.Of(tally, interval))];

    /// <summary>All sources together; to be read only.</summary>
    internal SourceTally Total()
    {
        if (All.Count == 1)
        {
            return All[0];
        }

        var total = new SourceTally("");
        foreach (var tally in All)
        {
            total.Add(tally);
        }

        return total;
    }

    private SourceTally TallyOf(string source)
    {
        var place = 0;
        for (; place < All.Count; place++)
        {
            var order = string.CompareOrdinal(All[place].Source, source);
            if (order == 0)
            {
                // One string for one name: a state taken up from storage goes on bit for bit.
                All[place].Source = source;
                return All[place];
            }

            if (order > 0)
            {
                break;
            }
        }

        return Add(source, place);
    }

    // Apart, because what a lambda captures is allocated on entry.
    private SourceTally Add(string source, int place)
    {
        var added = new SourceTally(source);
        All.Insert(place, added);
        if (All.Count > MaxSources)
        {
            All.Remove(All.Where(tally => tally != added).MinBy(tally => tally.At)!);
        }

        return added;
    }
}
