using System.ComponentModel.DataAnnotations;
using AiopsTwin.Contracts;

namespace AiopsTwin.Grains.Tests;

/// <summary>Tests of <see cref="DurationRangeAttribute"/>.</summary>
public sealed class DurationRangeAttributeTests
{
    [Theory]
    [InlineData("00:00:00.999", false)]
    [InlineData("00:00:01", true)]
    [InlineData("1.00:00:00", true)]
    [InlineData("1.00:00:00.001", false)]
    public void IsValid_DurationAtTheBounds_IsAccepted(string value, bool isAccepted)
    {
        var limited = new Limited { Hold = TimeSpan.Parse(value, System.Globalization.CultureInfo.InvariantCulture) };
        var found = new List<ValidationResult>();

        Assert.Equal(isAccepted, Validator.TryValidateObject(limited, new ValidationContext(limited), found, true));
        Assert.All(found, problem =>
            Assert.Equal("The field Hold must be between 00:00:01 and 1.00:00:00.", problem.ErrorMessage));
    }

    [Fact]
    public void Constructor_BoundsThatAreNoDurations_AreRefused() =>
        Assert.Throws<FormatException>(() => new DurationRangeAttribute("soon", "later"));

    private sealed class Limited
    {
        [DurationRange("00:00:01", "1.00:00:00")]
        public TimeSpan Hold { get; init; }
    }
}
