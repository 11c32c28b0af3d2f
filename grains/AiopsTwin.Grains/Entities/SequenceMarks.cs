namespace AiopsTwin.Grains.Entities;

/// <summary>
/// The highest sequence heard from each source, for as many sources as the limit allows; beyond it the source unheard
/// for longest is forgotten. Forgetting is harmless: repeats are then told by (metric, instant).
/// </summary>
internal sealed class SequenceMarks(int limit)
{
    private readonly List<(string Source, long Sequence)> _marks = [];

    /// <summary>True when the batch is new; false for a repeat. Zero numbers nothing and is always new.</summary>
    public bool Advance(string source, long sequence)
    {
        if (sequence == 0)
        {
            return true;
        }

        var index = _marks.FindIndex(mark => string.Equals(mark.Source, source, StringComparison.Ordinal));
        if (index >= 0 && sequence <= _marks[index].Sequence)
        {
            return false;
        }

        if (index >= 0)
        {
            _marks.RemoveAt(index);
        }
        else if (_marks.Count >= limit)
        {
            _marks.RemoveAt(0);
            GrainInstruments.LimitHit("entity.sources");
        }

        _marks.Add((source, sequence));
        return true;
    }
}
