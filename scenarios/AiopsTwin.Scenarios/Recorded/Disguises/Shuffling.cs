using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Scenarios.Recorded.Disguises;

/// <summary>Draws orders, each of its own by the name of what is put in order.</summary>
internal sealed class Shuffling(ulong seed)
{
    /// <summary>The things in another order (Fisher and Yates 1938).</summary>
    /// <param name="name">What they are, so that two lists are not shuffled alike.</param>
    /// <param name="things">The things.</param>
    public List<T> Of<T>(string name, IEnumerable<T> things)
    {
        var random = new SeededRandom(seed).Fork(name);
        var list = things.ToList();
        for (var i = list.Count - 1; i > 0; i--)
        {
            var other = random.NextInt(i + 1);
            (list[i], list[other]) = (list[other], list[i]);
        }

        return list;
    }
}
