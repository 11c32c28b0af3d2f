using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>The call graph: an adjacency table whose rows call its columns.</summary>
/// <param name="Entities">Every component named, sorted.</param>
/// <param name="Calls">Caller and callee, sorted; calls of a component to itself are left out.</param>
internal sealed record PetShopGraph(SortedSet<EntityId> Entities, SortedSet<(EntityId Caller, EntityId Callee)> Calls)
{
    /// <summary>Reads a graph; null when there is any problem.</summary>
    public static PetShopGraph? Read(string path, RecordingLimits limits, ProblemList problems)
    {
        var table = CsvTable.Read(path, limits, problems);
        if (problems.Count == 0 && table.Count == 0)
        {
            problems.Add(new Place(1, 1, ""), "the table is empty");
        }

        if (problems.Count > 0)
        {
            return null;
        }

        var graph = new PetShopGraph([], []);
        var heads = graph.Heads(table[0], problems);
        foreach (var row in table.Skip(1))
        {
            if (!PetShopColumns.TryName(row.Cells[0], out var caller, out var reason))
            {
                problems.Add(new Place(row.Line, 1, ""), reason!);
                continue;
            }

            graph.Entities.Add(caller);
            for (var index = 1; index < row.Cells.Count; index++)
            {
                if (IsCall(row, index, problems) && heads[index] != caller)
                {
                    graph.Calls.Add((caller, heads[index]));
                }
            }
        }

        return problems.Count > 0 ? null : graph;
    }

    private EntityId[] Heads(CsvRow head, ProblemList problems)
    {
        var heads = new EntityId[head.Cells.Count];
        for (var index = 1; index < heads.Length; index++)
        {
            if (!PetShopColumns.TryName(head.Cells[index], out heads[index], out var reason))
            {
                problems.Add(PetShopColumns.Place(head, index), reason!);
            }
            else if (!Entities.Add(heads[index]))
            {
                problems.Add(PetShopColumns.Place(head, index), $"'{heads[index].Name}' stands in two columns");
            }
        }

        return heads;
    }

    private static bool IsCall(CsvRow row, int index, ProblemList problems)
    {
        var cell = row.Cells[index].Trim();
        if (cell.Length == 0)
        {
            return false;
        }

        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value))
        {
            return value != 0;
        }

        problems.Add(PetShopColumns.Place(row, index), $"'{PetShopColumns.Shown(cell)}' is not a number");
        return false;
    }
}
