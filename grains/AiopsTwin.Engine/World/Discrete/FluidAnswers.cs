namespace AiopsTwin.Engine.World.Discrete;

/// <summary>What a single call meets of a callee that lives in the fluid: the fluid's answer, so often and after a time
/// of its two moments.</summary>
internal static class FluidAnswers
{
    /// <summary>Draws an answer.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="columns">The fluid.</param>
    /// <param name="callee">A callee with slots.</param>
    public static (double Seconds, bool IsSuccess) Draw(
        ref Numerics.SeededRandom random, ProcessColumns columns, int callee)
    {
        var served = 1 - columns.ShedShare[callee];
        if (random.NextDouble() >= served)
        {
            return (0, false);
        }

        // The fluid's moments count whoever is turned away at once.
        var mean = columns.ResponseMean[callee] / served;
        var variance = Math.Max(0, (columns.ResponseVariance[callee] / served) - ((1 - served) * mean * mean));
        var isSuccess = random.NextDouble() * served < columns.Success[callee];
        return (GammaDraw.Next(ref random, mean, variance / Math.Max(1e-18, mean * mean)), isSuccess);
    }
}
