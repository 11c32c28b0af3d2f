using System.Globalization;
using System.Text.RegularExpressions;
using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiopsTwin.House.Tests.Logs;

/// <summary>
/// Log messages are generated, and their ids tell the room: the silo's are 1000s, the grains' 2000s, the scenarios'
/// 3000s, the page's 4000s; no id twice. A meter bears its project's name, its instruments begin with
/// <c>aiopstwin.</c>, and the
/// Engine does neither: it returns evidence.
/// </summary>
public static partial class LogRule
{
    private static readonly (string Folder, int Thousand, string Project)[] Rooms =
    [
        ("silo/", 1, "AiopsTwin.Silo"),
        ("grains/AiopsTwin.Grains/", 2, "AiopsTwin.Grains"),
        ("scenarios/", 3, "AiopsTwin.Scenarios"),
        ("twin-ui/", 4, "AiopsTwin.TwinUi"),
    ];

    /// <summary>Messages with ids of another room, messages not generated, and meters under a wrong name.</summary>
    public static IEnumerable<string> Check(SourceFile file)
    {
        var room = Rooms.FirstOrDefault(one => file.Path.StartsWith(one.Folder, StringComparison.Ordinal));
        foreach (var (id, place) in Ids(file))
        {
            if (room.Folder is null || id / 1000 != room.Thousand)
            {
                yield return $"{place}: the id {id} is of another room";
            }
        }

        foreach (var call in file.Unit.DescendantNodes().OfType<MemberAccessExpressionSyntax>())
        {
            if (Direct().IsMatch(call.Name.Identifier.Text))
            {
                yield return $"{file.Place(call)}: {call.Name.Identifier.Text} is not a generated message";
            }
        }

        foreach (Match meter in MeterName().Matches(file.Text))
        {
            if (meter.Groups[1].Value != room.Project)
            {
                yield return $"{file.Path}: the meter {meter.Groups[1].Value} is not named by its project";
            }
        }

        foreach (Match instrument in Instrument().Matches(file.Text))
        {
            if (!instrument.Groups[1].Value.StartsWith("aiopstwin.", StringComparison.Ordinal))
            {
                yield return $"{file.Path}: the instrument {instrument.Groups[1].Value} does not begin with aiopstwin.";
            }
        }
    }

    /// <summary>Ids of log messages of a file, with their places.</summary>
    public static IEnumerable<(int Id, string Place)> Ids(SourceFile file) =>
        from attribute in file.Unit.DescendantNodes().OfType<AttributeSyntax>()
        where attribute.Name.ToString() == "LoggerMessage"
        let argument = attribute.ArgumentList!.Arguments.FirstOrDefault(
            one => one.NameEquals is null || one.NameEquals.Name.Identifier.Text == "EventId")
        where argument is not null
        select (int.Parse(argument.Expression.ToString(), CultureInfo.InvariantCulture), file.Place(attribute));

    [GeneratedRegex("^Log(Trace|Debug|Information|Warning|Error|Critical)$")]
    private static partial Regex Direct();

    [GeneratedRegex("""(?:MeterName = |new Meter\()"([^"]+)""")]
    private static partial Regex MeterName();

    [GeneratedRegex("""\.Create(?:Observable|UpDown)?(?:Counter|Histogram|Gauge)(?:<\w+>)?\(\s*"([^"]+)""")]
    private static partial Regex Instrument();
}
