using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AiopsTwin.Contracts;
using AiopsTwin.Silo.Hosting;
using AiopsTwin.Testing;

namespace AiopsTwin.Silo.Tests.Hosting;

/// <summary>The option table of docs/OPERATIONS.md is written from the classes; with AIOPSTWIN_UPDATE_DOCS=1 this test
/// writes it anew.</summary>
public sealed partial class OperationsDocumentTests
{
    private const string Begin = "<!-- options: begin (written from the options classes) -->";
    private const string End = "<!-- options: end -->";

    [Fact]
    public void Options_InTheDocument_AreThoseOfTheClasses()
    {
        var path = Path.Combine(Documents.Folder, "OPERATIONS.md");
        var text = File.ReadAllText(path);
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        var table = "\n\n" + Table() + "\n";
        if (Documents.MustWrite)
        {
            File.WriteAllText(path, text[..start] + table + text[end..]);
            text = File.ReadAllText(path);
            end = text.IndexOf(End, StringComparison.Ordinal);
        }

        Assert.Equal(table, text[start..end]);
    }

    [Fact]
    public void Options_EveryMember_IsDescribedAndValidByDefault()
    {
        foreach (var type in OptionsExtensions.Documented)
        {
            var options = Activator.CreateInstance(type)!;
            var problems = new List<ValidationResult>();

            var isValid = Validator.TryValidateObject(options, new ValidationContext(options), problems, true);

            Assert.True(isValid, $"{type.Name}: {string.Join("; ", problems)}");
            Assert.All(Members(type), member => Assert.NotEmpty(Meaning(type, member)));
        }
    }

    private static string Table()
    {
        var table = new StringBuilder("| Option | Default | Range | Meaning |\n| --- | --- | --- | --- |\n");
        foreach (var type in OptionsExtensions.Documented)
        {
            var section = (string)type.GetField("SectionName")!.GetRawConstantValue()!;
            var defaults = Activator.CreateInstance(type)!;
            foreach (var member in Members(type))
            {
                table.Append(CultureInfo.InvariantCulture,
                    $"| `{section}:{member.Name}` | {Value(member.GetValue(defaults))} | {Range(member)} ");
                table.Append(CultureInfo.InvariantCulture, $"| {Meaning(type, member)} |\n");
            }
        }

        return table.ToString();
    }

    private static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(member => member.MetadataToken);

    private static string Value(object? value) => value switch
    {
        "" or null => "(empty)",
        bool flag => flag ? "`true`" : "`false`",
        string text => $"`{text}`",
        System.Collections.IEnumerable => "(empty)",
        IFormattable number => $"`{number.ToString(null, CultureInfo.InvariantCulture)}`",
        _ => $"`{value}`",
    };

    private static string Range(PropertyInfo member)
    {
        if (member.PropertyType.IsEnum)
        {
            return string.Join(", ", Enum.GetNames(member.PropertyType));
        }

        if (member.GetCustomAttribute<DurationRangeAttribute>() is { } span)
        {
            return $"{Shortest(span.Minimum)} to {Shortest(span.Maximum)}";
        }

        return member.GetCustomAttribute<RangeAttribute>() is { } range
            ? string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} to {range.Maximum}")
            : "";
    }

    private static string Shortest(TimeSpan span) =>
        FractionEnd().Replace(span.ToString("c", CultureInfo.InvariantCulture), "$1");

    private static string Meaning(Type type, PropertyInfo member)
    {
        var file = Path.ChangeExtension(type.Assembly.Location, ".xml");
        var name = $"P:{type.FullName}.{member.Name}";
        var summary = XDocument.Load(file).Descendants("member")
            .FirstOrDefault(entry => (string?)entry.Attribute("name") == name)?.Element("summary");
        return summary is null
            ? ""
            : Spaces().Replace(summary.Value, " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(\.\d*[1-9])0+$")]
    private static partial Regex FractionEnd();
}
