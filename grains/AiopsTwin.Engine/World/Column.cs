using System.Collections;

namespace AiopsTwin.Engine.World;

/// <summary>
/// One number of everybody, stored row by row: the numbers of one stand side by side, so that whoever is worked out
/// alone touches few lines of memory, and whoever is worked out in turn reads one stream and not twenty.
/// </summary>
/// <param name="all">All numbers, row after row.</param>
/// <param name="width">Numbers of a row.</param>
/// <param name="place">Place of this one in a row.</param>
internal readonly struct Column(double[] all, int width, int place) : IReadOnlyCollection<double>
{
    /// <summary>Number of rows.</summary>
    public int Length => all.Length / width;

    /// <inheritdoc/>
    int IReadOnlyCollection<double>.Count => Length;

    /// <summary>The number of a row.</summary>
    public ref double this[int row] => ref all[(row * width) + place];

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator()
    {
        for (var at = place; at < all.Length; at += width)
        {
            yield return all[at];
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
