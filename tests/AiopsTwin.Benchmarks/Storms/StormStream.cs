using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Benchmarks.Storms;

/// <summary>An estate of rows under one spine, and what a monitoring system says when the switches of rows die one
/// after the other: four alerts of each machine and one of the switch, over ten seconds, in any order. It is what
/// <c>aiopstwin storm</c> sends over HTTP.</summary>
internal static class StormStream
{
    public const int Machines = 500;

    public const int AlertsOfRow = (4 * Machines) + 1;

    private const double Spread = 10;
    private const int PerHost = 20;

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, AlertSeverity Severity)[] OfMachine =
    [
        ("InstanceDown", AlertSeverity.Critical), ("ProbeFailed", AlertSeverity.Critical),
        ("ExporterMissing", AlertSeverity.Warning), ("PacketLoss", AlertSeverity.Warning),
    ];

    /// <summary>The map of some rows.</summary>
    public static TopologySnapshot Map(int rows)
    {
        var map = new TopologyBuilder();
        var spine = EntityId.Of(EntityKind.Switch, "spine");
        map.Add(spine);
        for (var row = 0; row < rows; row++)
        {
            map.Add(SwitchOf(row));
            map.Link(SwitchOf(row), spine, DependencyKind.ConnectsThrough);
            for (var machine = 0; machine < Machines; machine++)
            {
                var host = EntityId.Of(EntityKind.Host, $"row-{Text(row)}-host-{Text(machine / PerHost)}");
                if (machine % PerHost == 0)
                {
                    map.Add(host);
                    map.Link(host, SwitchOf(row), DependencyKind.ConnectsThrough);
                }

                map.Add(MachineOf(row, machine));
                map.Link(MachineOf(row, machine), host, DependencyKind.RunsOn);
            }
        }

        return map.Build();
    }

    /// <summary>Alerts of rows that die within some seconds, with when each arrives.</summary>
    public static ImmutableArray<(double At, Alert Alert)> Dying(int firstRow, int rows, double from, double seconds)
    {
        var random = new SeededRandom((ulong)firstRow + 1);
        var all = new List<(double At, Alert Alert)>();
        for (var i = 0; i < rows; i++)
        {
            var strikes = from + ((seconds - Spread) * i / Math.Max(1, rows - 1));
            foreach (var alert in Dead(firstRow + i, Start.AddSeconds(strikes)))
            {
                all.Add((strikes + (Spread * random.NextDouble()), alert));
            }
        }

        return [.. all.OrderBy(one => one.At).ThenBy(one => one.Alert.Fingerprint, StringComparer.Ordinal)];
    }

    private static IEnumerable<Alert> Dead(int row, DateTimeOffset begun) => OfMachine
        .SelectMany(claim => Enumerable.Range(0, Machines).Select(
            machine => Of(MachineOf(row, machine), claim.Name, claim.Severity, begun)))
        .Prepend(Of(SwitchOf(row), "SwitchDown", AlertSeverity.Critical, begun));

    private static Alert Of(EntityId entity, string name, AlertSeverity severity, DateTimeOffset begun) => new(
        $"{entity.Text}/{name}", entity, name, severity, AlertStatus.Firing, begun, begun, null, "storm", null, 0, null,
        null, name);

    private static EntityId SwitchOf(int row) => EntityId.Of(EntityKind.Switch, $"row-{Text(row)}");

    private static EntityId MachineOf(int row, int machine) =>
        EntityId.Of(EntityKind.Instance, $"row-{Text(row)}-vm-{Text(machine)}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
