using System.Collections.Immutable;
using System.Text;

namespace AiopsTwin.Scenarios.Fields;

/// <summary>Members of an enumeration as the files spell them: <c>RunsOn</c> is <c>runs-on</c>.</summary>
internal static class ChoiceNames
{
    public static ImmutableArray<string> Of<TEnum>()
        where TEnum : struct, Enum =>
        [.. Enum.GetNames<TEnum>().Select(Kebab)];

    public static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        Kebab(Enum.GetName(value) ?? throw new ArgumentOutOfRangeException(nameof(value)));

    public static bool TryParse<TEnum>(string text, out TEnum value)
        where TEnum : struct, Enum
    {
        var index = Of<TEnum>().IndexOf(text);
        value = index < 0 ? default : Enum.GetValues<TEnum>()[index];
        return index >= 0;
    }

    private static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
