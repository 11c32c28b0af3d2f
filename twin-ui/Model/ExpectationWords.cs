using System.Globalization;
using System.Text;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.TwinUi.Model;

/// <summary>A scenario's claim in words.</summary>
public static class ExpectationWords
{
    /// <summary>The claim: its kind and what the kind takes.</summary>
    public static string Of(ExpectationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var claim = result.Expectation;
        var parts = new List<string> { Spaced(claim.Kind.ToString()) };
        if (claim.Count is { } count)
        {
            parts.Add(count.ToString(CultureInfo.InvariantCulture));
        }

        if (claim.Within is { } within)
        {
            parts.Add(Units.Span(within));
        }

        if (!string.IsNullOrEmpty(claim.Text))
        {
            parts.Add(claim.Text);
        }

        return string.Join(' ', parts);
    }

    private static string Spaced(string pascal)
    {
        var text = new StringBuilder(pascal.Length + 4);
        foreach (var letter in pascal)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append(' ');
            }

            text.Append(text.Length == 0 ? letter : char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
