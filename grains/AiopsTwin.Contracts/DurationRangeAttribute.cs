using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace AiopsTwin.Contracts;

/// <summary>
/// Bounds of an option that is a duration. <see cref="RangeAttribute"/> reads bounds given as text at the first check
/// and without a lock, though attributes are shared: two hosts that start at one time in one process can fail each
/// other's check. Here the bounds are read when the attribute is made.
/// </summary>
/// <param name="minimum">Smallest accepted duration, as "[d.]hh:mm:ss[.fff]".</param>
/// <param name="maximum">Largest accepted duration, in the same form.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationRangeAttribute(string minimum, string maximum)
    : ValidationAttribute("The field {0} must be between {1} and {2}.")
{
    /// <summary>Smallest accepted duration.</summary>
    public TimeSpan Minimum { get; } = TimeSpan.Parse(minimum, CultureInfo.InvariantCulture);

    /// <summary>Largest accepted duration.</summary>
    public TimeSpan Maximum { get; } = TimeSpan.Parse(maximum, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is null || (value is TimeSpan span && span >= Minimum && span <= Maximum);

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) =>
        string.Format(CultureInfo.InvariantCulture, ErrorMessageString, name, Minimum, Maximum);
}
