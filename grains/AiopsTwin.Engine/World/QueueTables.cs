using AiopsTwin.Engine.Numerics.States;

namespace AiopsTwin.Engine.World;

/// <summary>One table for each kind of queue that a world and its forks meet. Which tables are there is no part of a
/// state; forks may be moved by several threads.</summary>
[Unchanging]
internal sealed class QueueTables
{
    /// <summary>With more room than this a bound is reached by backlogs only.</summary>
    private const int LittleRoom = 256;

    private const int ContendedBins = 256;

    private readonly Dictionary<(int Servers, double Variability, ContentionModel?), QueueTable> _tables = [];

    private readonly Dictionary<(int Servers, int Room), BoundedTable> _bounded = [];

    /// <summary>True when a queue with so much room needs a table of its own.</summary>
    public static bool IsLittle(double room) => room < LittleRoom;

    /// <summary>The table of a queue with little room.</summary>
    /// <param name="servers">Slots, at least 1.</param>
    /// <param name="room">Requests that may wait.</param>
    public QueueTable Bounded(int servers, int room)
    {
        lock (_bounded)
        {
            if (!_bounded.TryGetValue((servers, room), out var table))
            {
                table = new BoundedTable(servers, room);
                _bounded.Add((servers, room), table);
            }

            return table;
        }
    }

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
