using System.Collections.Immutable;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Imports;

/// <summary>Problems and notes of one import, both bounded.</summary>
internal sealed class ImportLog(ProblemList problems)
{
    /// <summary>Most notes; a last one tells how many more there are.</summary>
    public const int MostNotes = 500;

    private readonly List<ImportNote> _notes = [];
    private int _dropped;

    public ProblemList Problems { get; } = problems;

    public void Note(Place place, string text) => Note(new ImportNote(place.Line, place.Field, text));

    public ImmutableArray<ImportNote> ToSorted()
    {
        var sorted = _notes.Distinct()
            .OrderBy(note => note.Line)
            .ThenBy(note => note.Field, StringComparer.Ordinal)
            .ThenBy(note => note.Text, StringComparer.Ordinal)
            .ToImmutableArray();
        return _dropped == 0
            ? sorted
            : sorted.Add(new ImportNote(0, "", $"{_dropped} further notes are not listed"));
    }

    private void Note(ImportNote note)
    {
        if (_notes.Count < MostNotes)
        {
            _notes.Add(note);
        }
        else
        {
            _dropped++;
        }
    }
}
