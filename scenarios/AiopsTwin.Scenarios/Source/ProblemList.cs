using System.Collections.Immutable;

namespace AiopsTwin.Scenarios.Source;

/// <summary>Collects the problems of one file, bounded.</summary>
internal sealed class ProblemList(string file, SourceLimits limits)
{
    private readonly HashSet<Problem> _seen = [];
    private readonly List<Problem> _problems = [];
    private int _dropped;
    private int _reported;

    public string File { get; } = file;

    public SourceLimits Limits { get; } = limits;

    /// <summary>
    /// Problems reported so far, repeats included: unchanged means that nothing went wrong in between.
    /// </summary>
    public int Count => _reported;

    public void Add(Place place, string reason) =>
        Add(new Problem(File, place.Line, place.Column, place.Field, reason));

    /// <summary>Adds a problem that may lie in another file (a referenced estate).</summary>
    public void Add(Problem problem)
    {
        _reported++;

        // The same node reached through several aliases would repeat itself.
        if (!_seen.Add(problem))
        {
            return;
        }

        if (_problems.Count < Limits.MaxProblems)
        {
            _problems.Add(problem);
        }
        else
        {
            _dropped++;
            _seen.Remove(problem);
        }
    }

    public ImmutableArray<Problem> ToSorted()
    {
        var sorted = _problems
            .OrderBy(problem => problem.File == File ? 0 : 1)
            .ThenBy(problem => problem.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Line)
            .ThenBy(problem => problem.Column)
            .ThenBy(problem => problem.Field, StringComparer.Ordinal)
            .ThenBy(problem => problem.Reason, StringComparer.Ordinal)
            .ToImmutableArray();
        return _dropped == 0
            ? sorted
            : sorted.Add(new Problem(File, 0, 0, "", $"{_dropped} further problems are not listed"));
    }
}
