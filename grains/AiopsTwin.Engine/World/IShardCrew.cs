namespace AiopsTwin.Engine.World;

/// <summary>
/// Does pieces of a step side by side. The Engine starts no threads: whoever hosts a world may lend it some. What a
/// world does is the same, bit for bit, with any crew and with none.
/// </summary>
public interface IShardCrew
{
    /// <summary>Number of pieces into which work is cut, at least 1.</summary>
    int Shards { get; }

    /// <summary>Processes of a level, in the mean, from which on it is worth while to cut a step into pieces; at least
    /// 0. Fewer cost more to hand out than to do.</summary>
    int Fewest { get; }

    /// <summary>Does every piece of some work once, in any order, at once or one after the other.</summary>
    /// <param name="work">The work; it is done when this returns.</param>
    void Run(IShardWork work);
}
