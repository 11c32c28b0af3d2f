using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Scenarios.Storms;

/// <summary>An estate of rows: a switch each, with hosts and machines behind it, and a spine above all.</summary>
/// <param name="rows">How many.</param>
/// <param name="machines">Machines behind each switch.</param>
public sealed class StormEstate(int rows, int machines = StormEstate.Machines)
{
    /// <summary>Machines behind a switch, usually.</summary>
    public const int Machines = 500;

    /// <summary>Alerts of a row whose switch died: four of each machine, and one of the switch.</summary>
    public const int AlertsOfRow = (4 * Machines) + 1;

    private const int PerHost = 20;

    private static readonly (string Name, string Severity)[] OfMachine =
    [
        ("InstanceDown", "critical"), ("ProbeFailed", "critical"), ("ExporterMissing", "warning"),
        ("PacketLoss", "warning"),
    ];

    /// <summary>The switch of a row.</summary>
    public static EntityId SwitchOf(int row) => EntityId.Of(EntityKind.Switch, $"row-{Text(row)}");

    /// <summary>A machine of a row.</summary>
    public static EntityId MachineOf(int row, int machine) =>
        EntityId.Of(EntityKind.Instance, $"row-{Text(row)}-vm-{Text(machine)}");

    /// <summary>A service that stands on one machine alone.</summary>
    public static EntityId StrangerOf(int number) => EntityId.Of(EntityKind.Service, $"stranger-{Text(number)}");

    /// <summary>The row an entity stands in; -1 for the spine and for strangers.</summary>
    public static int RowOf(EntityId entity)
    {
        var parts = entity.Text.Split(':', '-');
        return parts is [_, "row", var row, ..] ? int.Parse(row, CultureInfo.InvariantCulture) : -1;
    }

    /// <summary>The map.</summary>
    /// <param name="strangers">Services on a machine each, spread over the rows.</param>
    /// <param name="fromRow">The first row that has such services.</param>
    public TopologySnapshot Build(int strangers = 0, int fromRow = 0)
    {
        var map = new TopologyBuilder();
        var spine = EntityId.Of(EntityKind.Switch, "spine");
        map.Add(spine);
        for (var row = 0; row < rows; row++)
        {
            map.Add(SwitchOf(row));
            map.Link(SwitchOf(row), spine, DependencyKind.ConnectsThrough);
            for (var machine = 0; machine < machines; machine++)
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

        for (var number = 0; number < strangers; number++)
        {
            map.Add(StrangerOf(number));
            var row = fromRow + (number % (rows - fromRow));
            map.Link(StrangerOf(number), MachineOf(row, number % machines), DependencyKind.RunsOn);
        }

        return map.Build();
    }

    /// <summary>What a monitoring system says when the switch of a row died: the switch first, the machines in the
    /// order of the hosts, each claim of all of them before the next.</summary>
    public static ImmutableArray<StormAlert> Dead(int row, int machines = Machines) =>
    [
        new StormAlert(SwitchOf(row), "SwitchDown", "critical"),
        .. OfMachine.SelectMany(claim => Enumerable.Range(0, machines).Select(
            machine => new StormAlert(MachineOf(row, machine), claim.Name, claim.Severity))),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An alert of a monitoring system.</summary>
/// <param name="Entity">Of what.</param>
/// <param name="Name">What it says.</param>
/// <param name="Severity">How bad it says it is.</param>
public readonly record struct StormAlert(EntityId Entity, string Name, string Severity)
{
    /// <summary>Its identity.</summary>
    public string Fingerprint => $"{Entity.Text}/{Name}";
}
