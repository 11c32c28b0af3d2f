using AiopsTwin.Engine.Detection.Thresholds;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Hosting;

/// <summary>Checks the fixed limits before anything starts.</summary>
internal sealed class DetectionRules : IValidateOptions<DetectionOptions>
{
    private const int MaxName = 200;

    public ValidateOptionsResult Validate(string? name, DetectionOptions options)
    {
        var problems = new List<string>();
        if (options.Thresholds.Count > ThresholdRule.MaxRules)
        {
            problems.Add($"Detection:Thresholds has {options.Thresholds.Count} limits; at most "
                + $"{ThresholdRule.MaxRules} are taken.");
        }

        for (var i = 0; i < options.Thresholds.Count; i++)
        {
            problems.AddRange(Problems(options.Thresholds[i]).Select(problem => $"Detection:Thresholds:{i}:{problem}"));
        }

        problems.AddRange(options.Thresholds
            .GroupBy(limit => (limit.Metric, limit.Kind, limit.Above, limit.Below))
            .Where(group => group.Count() > 1)
            .Select(group => $"Detection:Thresholds sets the same limit for '{group.Key.Metric}' twice."));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(ThresholdLimit limit)
    {
        if (string.IsNullOrWhiteSpace(limit.Metric) || limit.Metric.Length > MaxName)
        {
            yield return $"Metric must be a name or a pattern of at most {MaxName} characters.";
        }

        if (limit.Above is null == limit.Below is null)
        {
            yield return "Above or Below must be set, and not both.";
        }

        if (limit.Above is { } above && !double.IsFinite(above))
        {
            yield return "Above must be a number.";
        }

        if (limit.Below is { } below && !double.IsFinite(below))
        {
            yield return "Below must be a number.";
        }

        if (limit.For < TimeSpan.Zero || limit.For > TimeSpan.FromDays(1))
        {
            yield return "For must be 00:00:00 to 1.00:00:00.";
        }
    }
}
