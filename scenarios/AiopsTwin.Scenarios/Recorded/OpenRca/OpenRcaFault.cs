using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Telemetry;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded.OpenRca;

/// <summary>What was injected or found to be at fault: the answer, a row of <c>record.csv</c>, read by the scorer
/// alone.</summary>
/// <param name="Set">The data set it belongs to, by its folders.</param>
/// <param name="Row">Which row, from 1.</param>
/// <param name="Onset">When.</param>
/// <param name="Component">What, as the recording calls it.</param>
/// <param name="Reason">Why.</param>
internal sealed record OpenRcaFault(string Set, int Row, DateTimeOffset Onset, string Component, string Reason)
{
    /// <summary>The file of answers.</summary>
    public const string RecordFile = "record.csv";

    /// <summary>The recordings of this benchmark are of one time zone, in which days begin and times are
    /// written.</summary>
    public static readonly TimeSpan Zone = TimeSpan.FromHours(8);

    /// <summary>Its name, for people.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Set}/{Row}");

    /// <summary>Reads the answers; rows that cannot be read are told.</summary>
    public static List<OpenRcaFault> Read(string folder, string set, RecordingLimits limits, ProblemList problems)
    {
        using var table = new RecordedTable(Path.Combine(folder, RecordFile), problems, limits, limits.MaxRows);
        var (component, reason) = (table.Need("component"), table.Find("reason"));
        var (time, text) = (table.Find("timestamp"), table.Find("datetime"));
        var faults = new List<OpenRcaFault>();
        if (component < 0 || (time < 0 && table.Need("datetime") < 0))
        {
            return faults;
        }

        for (var row = 1; table.Next(); row++)
        {
            if (EntityNames.Of(EntityKind.Service, table.Cell(component)) is not null
                && (NumberText.TryInstant(table.Cell(time), out var at) || TryText(table.Cell(text), out at)))
            {
                var why = table.Cell(reason).Length == 0 ? "unknown" : table.Cell(reason);
                faults.Add(new OpenRcaFault(set, row, at, table.Cell(component), why));
            }
            else
            {
                table.Refuse("the row has no component or no instant");
            }
        }

        return faults;
    }

    private static bool TryText(string text, out DateTimeOffset at)
    {
        var isTime = DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local);
        at = isTime ? new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Zone) : default;
        return isTime;
    }
}
