using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Benchmarks.Detection;

/// <summary>First-order autoregressive noise of a given marginal deviation, optionally with heavy tails.</summary>
internal sealed class NoiseSource(ulong seed, double deviation, double correlation, double spikeShare = 0)
{
    private readonly double _fresh = deviation * Math.Sqrt(1 - (correlation * correlation));
    private SeededRandom _random = new(seed);
    private double _value;

    /// <summary>The next value.</summary>
    public double Next()
    {
        _value = (correlation * _value) + (_fresh * _random.NextNormal());
        var isSpike = spikeShare > 0 && _random.NextDouble() < spikeShare;
        return isSpike ? _value + (deviation * 10 * Math.Abs(_random.NextNormal())) : _value;
    }
}
