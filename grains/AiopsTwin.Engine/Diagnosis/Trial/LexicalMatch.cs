namespace AiopsTwin.Engine.Diagnosis.Trial;

/// <summary>How much the words of each change are those of the trouble: overlap weighted by rarity among the changes
/// (inverse document frequency), less for changes of many words (diagnosis reference 4.6).</summary>
internal sealed class LexicalMatch
{
    // A change of few words is not the better for it below this many.
    private const double WordsOffset = 8;

    private readonly Dictionary<string, double> _matches = new(StringComparer.Ordinal);
    private readonly double _most;

    public LexicalMatch(TrialCase source)
    {
        var clues = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var clue in source.Clues)
        {
            foreach (var stem in WordStems.Of(clue.Text))
            {
                clues[stem] = Math.Max(clues.GetValueOrDefault(stem), clue.Weight);
            }
        }

        var texts = source.Changes.DistinctBy(change => change.Id).ToDictionary(
            change => change.Id,
            change => WordStems.Of($"{change.Title} {string.Join(' ', change.Files)} {change.Diff}"),
            StringComparer.Ordinal);
        var frequency = texts.Values.SelectMany(stems => stems).GroupBy(stem => stem, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        foreach (var (id, stems) in texts)
        {
            var sum = stems.Where(clues.ContainsKey)
                .Sum(stem => clues[stem] * Math.Log((texts.Count + 1) / (frequency[stem] + 0.5)));
            _matches[id] = Math.Max(0, sum) / Math.Sqrt(WordsOffset + stems.Count);
        }

        _most = _matches.Values.DefaultIfEmpty(0).Max();
    }

    /// <summary>Match of a change relative to the best one, in [0, 1].</summary>
    public double Of(CodeChange change) => _most > 0 ? _matches[change.Id] / _most : 0;
}
