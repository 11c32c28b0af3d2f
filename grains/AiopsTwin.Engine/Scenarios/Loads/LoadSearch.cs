namespace AiopsTwin.Engine.Scenarios.Loads;

/// <summary>Looks for the largest amount of work with which something still holds, on steps of equal ratio: steps that
/// double until it holds no longer, then bisection. O(log(steps)) trials.</summary>
internal static class LoadSearch
{
    // Factors tried lie a hundredth apart.
    private const double Grain = 1.01;

    // The first step up: a fifth more.
    private const int FirstStep = 18;

    /// <summary>The factor of a step; 1 at step 0.</summary>
    public static double FactorOf(int step) => Math.Pow(Grain, step);

    /// <summary>The last step whose factor is no larger.</summary>
    public static int StepOf(double factor) => (int)Math.Floor(Math.Log(factor) / Math.Log(Grain));

    /// <summary>The most steps that hold, of step 0, which does, up to a largest.</summary>
    /// <param name="largest">The largest step, at least 1.</param>
    /// <param name="holds">Whether a step does.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="OperationCanceledException">The search was ended.</exception>
    public static int Most(int largest, Func<int, bool> holds, CancellationToken cancellation)
    {
        var (low, high) = (0, Math.Min(largest, FirstStep));
        while (Try(high))
        {
            if (high == largest)
            {
                return largest;
            }

            (low, high) = (high, Math.Min(largest, 2 * high));
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = Try(middle) ? (middle, high) : (low, middle);
        }

        return low;

        bool Try(int step)
        {
            cancellation.ThrowIfCancellationRequested();
            return holds(step);
        }
    }
}
