using System.Globalization;
using System.Text.Json;
using AiopsTwin.Scenarios.Storms;

namespace AiopsTwin.Benchmarks.Storms;

/// <summary>
/// <c>storm [rows ...]</c>: what a brain's steps cost in a storm in which switches die within a minute, 2 001 alerts
/// each, and what one more switch costs after it, by the number of alerts active; one JSON object on standard output.
/// Processor time of the whole process, steps twice a second. Growth is the slope of the logarithm of a cost over that
/// of the number of alerts: 1 is linear.
/// </summary>
internal static class StormBench
{
    private const double Lasts = 60;
    private const double Rest = 10;

    // The first size pays for compiling and is told as the others are; growth leaves it out.
    private static readonly int[] Rows = [1, 1, 5, 50];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Runs everything.</summary>
    public static int Run(string[] args)
    {
        var rows = args.Length > 0
            ? args.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray() : Rows;
        var sizes = rows.Select(Measure).ToList();
        var counted = sizes.Skip(1).ToList();
        Console.WriteLine(JsonSerializer.Serialize(
            new
            {
                command = "bench",
                subject = "storm",
                processors = Environment.ProcessorCount,
                sizes,
                growth = new
                {
                    storm = Growth(counted, size => size.Storm.Milliseconds),
                    oneMore = Growth(counted, size => size.OneMore.Milliseconds),
                },
            },
            Indented));
        return 0;
    }

    private static StormCost Measure(int rows)
    {
        var thinker = new StormThinker(new StormEstate(rows + 1).Build());
        var storm = thinker.Play(StormStream.Dying(0, rows, 0, Lasts), Rest);
        var active = thinker.FiringAlerts;
        var oneMore = thinker.Play(StormStream.Dying(rows, 1, Lasts + Rest, Rest), Rest);
        return new StormCost(active, thinker.StandingIncidents, Sum(storm), Sum(oneMore));
    }

    private static StepsCost Sum(List<StepCost> steps)
    {
        var alerts = steps.Sum(step => step.Alerts);
        var milliseconds = steps.Sum(step => step.Milliseconds);
        return new StepsCost(
            steps.Count, alerts, Math.Round(milliseconds, 1),
            Math.Round(steps.Max(step => step.Milliseconds), 1),
            Math.Round(steps.Sum(step => step.FloodMilliseconds), 1),
            Math.Round(steps.Sum(step => step.Bytes) / 1e6, 1),
            Math.Round(1_000 * milliseconds / alerts, 1));
    }

    private static double? Growth(List<StormCost> sizes, Func<StormCost, double> cost)
    {
        if (sizes.Select(size => size.Active).Distinct().Count() < 2)
        {
            return null;
        }

        var points = sizes.Select(size => (X: Math.Log(size.Active), Y: Math.Log(cost(size)))).ToList();
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return Math.Round(
            points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x)), 2);
    }

    private sealed record StormCost(int Active, int Incidents, StepsCost Storm, StepsCost OneMore);

    private sealed record StepsCost(
        int Steps, int Alerts, double Milliseconds, double LongestStep, double Floods, double Megabytes,
        double MillisecondsPerThousand);
}
