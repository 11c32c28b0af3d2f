using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Scenarios.Generators;

/// <summary>
/// How many others a service calls: P(k) is proportional to k^-2.23 for k = 1 to 50. The exponent is the one published
/// for the endpoints of Meta's services (Huye, Shkuro and Sambasivan 2023, "Lifting the veil on Meta's microservice
/// architecture", USENIX ATC: power law, 2.23); that a service calls as many others as it has endpoints is our
/// assumption. The bound keeps one service from waiting for hundreds.
/// </summary>
internal static class FanOut
{
    public const double Exponent = 2.23;

    public const int Most = 50;

    private static readonly double[] Cumulative = Sums();

    /// <summary>A number of calls, at least 1.</summary>
    public static int Draw(ref SeededRandom random)
    {
        var at = Array.BinarySearch(Cumulative, random.NextDouble() * Cumulative[^1]);
        return Math.Min(Most, (at < 0 ? ~at : at) + 1);
    }

    private static double[] Sums()
    {
        var sums = new double[Most];
        var sum = 0.0;
        for (var k = 1; k <= Most; k++)
        {
            sum += Math.Pow(k, -Exponent);
            sums[k - 1] = sum;
        }

        return sums;
    }
}
