using AiopsTwin.Engine.Numerics.States;

namespace AiopsTwin.Engine.World;

/// <summary>One table for each kind of queue that a world and its forks meet. Which tables are there is no part of a
/// state; forks may be moved by several threads.</summary>
[Unchanging]
internal sealed class QueueTables
{
    private const int ContendedBins = 256;

    private readonly Dictionary<(int Servers, double Variability, ContentionModel?), QueueTable> _tables = [];

    /// <summary>The table, built when first asked for. Never asked for within a step, so that steps allocate
    /// nothing.</summary>
    /// <param name="servers">Slots, at least 1.</param>
    /// <param name="variability">Half the sum of the squared coefficients of variation of arrivals and service.</param>
    /// <param name="contention">How those at work slow each other down; null for not at all.</param>
    public QueueTable Of(int servers, double variability, ContentionModel? contention = null)
    {
        lock (_tables)
        {
            if (!_tables.TryGetValue((servers, variability, contention), out var table))
            {
                table = contention is null
                    ? new ErlangTable(servers, variability)
                    : new RateTable(RateTable.Contended(servers, contention), variability, ContendedBins);
                _tables.Add((servers, variability, contention), table);
            }

            return table;
        }
    }
}
