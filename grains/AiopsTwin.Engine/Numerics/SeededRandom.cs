namespace AiopsTwin.Engine.Numerics;

/// <summary>
/// The project's only generator: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014, figure 16). A value type: copying it copies its position. Streams are split by key with
/// <see cref="Fork(string)"/>, so that adding an entity does not reshuffle the draws of the others.
/// </summary>
public struct SeededRandom
{
    private ulong _state;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">Any value; equal seeds give equal streams.</param>
    public SeededRandom(ulong seed) => _state = seed;

    /// <summary>A stream of its own for a key; does not advance this one.</summary>
    public readonly SeededRandom Fork(string key) => new(StableHash.Combine(_state, StableHash.Of(key)));

    /// <summary>A stream of its own for a number; does not advance this one.</summary>
    public readonly SeededRandom Fork(ulong key) => new(StableHash.Combine(_state, key));

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits() => StableHash.Mix(_state += 0x9E3779B97F4A7C15UL);

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, limit).</summary>
    /// <param name="limit">Greater than zero.</param>
    public int NextInt(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return (int)(((NextBits() >> 32) * (ulong)limit) >> 32);
    }

    /// <summary>Normal with mean 0 and deviation 1 (Box and Muller 1958; the second value is not kept).</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }
}
