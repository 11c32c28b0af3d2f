using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AiopsTwin.Cli.Commands;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Fields;
using StableHash = AiopsTwin.Engine.Numerics.StableHash;

namespace AiopsTwin.Cli.Output;

/// <summary>Many runs of many scenarios, told by scenario: how often every expectation held, and what failed.</summary>
/// <param name="reports">The reports, those of one scenario next to each other.</param>
internal sealed class CatalogTable(IReadOnlyList<RunReport> reports)
{
    private readonly Row[] _rows = [.. reports.GroupBy(report => report.Scenario).Select(group => new Row([.. group]))];

    /// <summary>What did not hold, in order of the runs.</summary>
    public static JsonArray Failures(IEnumerable<RunReport> reports) => Told(reports, result => !result.IsAccepted);

    /// <summary>What is known not to hold and did not, in order of the runs.</summary>
    public static JsonArray Deviations(IEnumerable<RunReport> reports) => Told(reports, result => result.IsDeviation);

    /// <summary>For people: one line a scenario, then one a failure.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        Line(text, "scenario", "held", "incidents", "detected", "longest", "hash");
        foreach (var row in _rows)
        {
            Line(
                text, row.Name, $"{row.Passed} of {row.Runs.Length}", row.Incidents, Short(row.Detected(0.5)),
                Short(row.Detected(1)), row.Hash);
        }

        foreach (var report in reports)
        {
            foreach (var missed in report.Expectations.Where(result => !result.Passed))
            {
                var verdict = missed.IsDeviation ? "deviates" : "FAILED";
                text.Append(CultureInfo.InvariantCulture, $"{verdict} {report.Scenario} seed {report.Seed}: ")
                    .Append(CultureInfo.InvariantCulture, $"{ReportText.Claim(missed.Expectation)}, {missed.Found}\n");
            }
        }

        var passed = _rows.Sum(row => row.Passed);
        text.Append(CultureInfo.InvariantCulture, $"{passed} of {reports.Count} runs held every expectation.\n");
        return text.ToString();
    }

    /// <summary>For programs. The whole report of a run is that of <c>play</c> with its seed; its hash stands here.
    /// </summary>
    public JsonObject ToJson() => new()
    {
        ["command"] = "play",
        ["subject"] = "catalog",
        ["version"] = RunScorer.EngineVersion,
        ["seeds"] = JsonOutput.Of(reports.Select(report => report.Seed).Distinct().ToArray()),
        ["cases"] = reports.Count,
        ["covered"] = reports.Count,
        ["scores"] = new JsonObject { ["passed"] = Share(_rows.Sum(row => row.Passed), reports.Count) },
        ["slices"] = new JsonObject(_rows.Select(row => KeyValuePair.Create(row.Name, (JsonNode?)row.ToJson()))),
        ["failures"] = Failures(reports),
        ["deviations"] = Deviations(reports),
        ["reports"] = new JsonArray([.. reports.Select(report => (JsonNode)new JsonObject
        {
            ["scenario"] = report.Scenario,
            ["seed"] = report.Seed,
            ["hash"] = report.Hash,
        })]),
    };

    private static JsonArray Told(IEnumerable<RunReport> reports, Func<ExpectationResult, bool> isTold) =>
    [
        .. reports.SelectMany(report => report.Expectations.Where(isTold).Select(result => (JsonNode)new JsonObject
        {
            ["case"] = $"{report.Scenario} seed {report.Seed}",
            ["expected"] = ReportText.Claim(result.Expectation),
            ["got"] = result.Found,
        })),
    ];

    private static double Share(int part, int whole) => Math.Round((double)part / whole, 6);

    private static void Line(StringBuilder text, params string[] cells) =>
        text.Append(CultureInfo.InvariantCulture, $"{cells[0],-26}{cells[1],-10}{cells[2],-11}{cells[3],-10}")
            .Append(CultureInfo.InvariantCulture, $"{cells[4],-10}{cells[5]}\n");

    private static string Short(TimeSpan? time) => time is { } value ? DurationText.Format(value) : "-";

    private sealed class Row(RunReport[] runs)
    {
        private readonly TimeSpan[] _detected = [.. runs.Select(run => run.TimeToDetect).OfType<TimeSpan>().Order()];

        public RunReport[] Runs { get; } = runs;

        public string Name => Runs[0].Scenario;

        public int Passed => Runs.Count(PlayCommand.Passed);

        /// <summary>Hash over the runs' hashes: one value to compare two machines by.</summary>
        public string Hash => StableHash.Hex(StableHash.Of(string.Concat(Runs.Select(run => run.Hash))));

        public string Incidents
        {
            get
            {
                var counts = Runs.Select(run => run.IncidentCount).ToArray();
                return counts.Min() == counts.Max()
                    ? counts.Min().ToString(CultureInfo.InvariantCulture)
                    : string.Create(CultureInfo.InvariantCulture, $"{counts.Min()}-{counts.Max()}");
            }
        }

        /// <summary>Quantile of the time to detect among the runs that detected; null when none did.</summary>
        public TimeSpan? Detected(double share) =>
            _detected.Length == 0 ? null : _detected[(int)Math.Round(share * (_detected.Length - 1))];

        public JsonObject ToJson()
        {
            var slice = new JsonObject
            {
                ["cases"] = Runs.Length,
                ["passed"] = Share(Passed, Runs.Length),
                ["incidents"] = Incidents,
                ["hash"] = Hash,
            };
            if (Runs.Any(run => run.RootRank is not null || run.TimeToDetect is not null))
            {
                slice["top1"] = Share(Runs.Count(run => run.RootRank == 1), Runs.Length);
                slice["detectSeconds"] = new JsonObject
                {
                    ["p50"] = Detected(0.5)?.TotalSeconds,
                    ["max"] = Detected(1)?.TotalSeconds,
                };
            }

            return slice;
        }
    }
}
