using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Correlation;

namespace AiopsTwin.Grains.Twins;

/// <summary>
/// Which incidents of a twin still have a row: all from a number on, and older ones that the twin still has at hand.
/// Beyond the limit the oldest that are closed go first.
/// </summary>
/// <param name="most">Rows to keep; those at hand are kept besides when that is fewer.</param>
/// <param name="first">The lowest number from which on no row was removed.</param>
/// <param name="spared">Older ones that were not removed either.</param>
internal sealed class IncidentRows(int most, int first, IEnumerable<int> spared)
{
    // Rows removed by one step: a limit that was lowered must not make a step take minutes.
    private const int MostAtOnce = 100;

    private const string Prefix = "INC-";

    private readonly SortedSet<int> _spared = [.. spared];
    private int _first = Math.Max(1, first);

    /// <summary>The lowest number from which on no row was removed.</summary>
    public int First => _first;

    /// <summary>Older ones that were not removed either, in order.</summary>
    public ImmutableArray<int> Spared => [.. _spared];

    /// <summary>The id of an incident with a number.</summary>
    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");

    /// <summary>True when there was an incident of this id and its row is gone.</summary>
    public bool IsGone(string id) => id.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(id.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number > 0 && number < _first && !_spared.Contains(number);

    /// <summary>Every number that may have a row.</summary>
    /// <param name="next">The number the next incident gets.</param>
    public IEnumerable<int> All(int next) =>
        [.. _spared, .. Enumerable.Range(_first, Math.Max(0, next - _first))];

    /// <summary>Takes the rows beyond the limit off the list, the oldest first; they are then to be removed.</summary>
    /// <param name="next">The number the next incident gets.</param>
    /// <param name="atHand">Incidents the twin has at hand.</param>
    public ImmutableArray<int> TakeSurplus(int next, IEnumerable<Incident> atHand)
    {
        if (next - _first + _spared.Count <= most)
        {
            return [];
        }

        var kept = atHand.Select(incident => incident.Id).ToHashSet(StringComparer.Ordinal);
        var surplus = ImmutableArray.CreateBuilder<int>();
        foreach (var number in Spared.Where(number => !kept.Contains(IdOf(number))).Take(MostAtOnce))
        {
            _spared.Remove(number);
            surplus.Add(number);
        }

        for (; surplus.Count < MostAtOnce && _first < next && next - _first + _spared.Count > most; _first++)
        {
            if (kept.Contains(IdOf(_first)))
            {
                _spared.Add(_first);
            }
            else
            {
                surplus.Add(_first);
            }
        }

        return surplus.ToImmutable();
    }
}
