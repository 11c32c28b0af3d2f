using AiopsTwin.Engine.Numerics.States;

namespace AiopsTwin.Engine.World;

/// <summary>One table for each pair of servers and variability that a world and its forks meet. Which tables are there
/// is no part of a state; forks may be moved by several threads.</summary>
[Unchanging]
internal sealed class ErlangTables
{
    private readonly Dictionary<(int Servers, double Variability), ErlangTable> _tables = [];

    /// <summary>The table, built when first asked for. Never asked for within a step, so that steps allocate
    /// nothing.</summary>
    public ErlangTable Of(int servers, double variability)
    {
        lock (_tables)
        {
            if (!_tables.TryGetValue((servers, variability), out var table))
            {
                table = new ErlangTable(servers, variability);
                _tables.Add((servers, variability), table);
            }

            return table;
        }
    }
}
