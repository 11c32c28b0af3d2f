namespace AiopsTwin.Engine.World;

/// <summary>Work in pieces that do not touch each other.</summary>
public interface IShardWork
{
    /// <summary>Does one piece.</summary>
    /// <param name="shard">Number of the piece, below <see cref="IShardCrew.Shards"/>.</param>
    void Run(int shard);
}
