using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary><see cref="BoundedTable"/>: Erlang's B and M/M/c/K, in the table and in a world.</summary>
public sealed class BoundedTableTests
{
    [Theory]
    [InlineData(8, 0, 6)]
    [InlineData(8, 0, 12)]
    [InlineData(1, 5, 0.9)]
    [InlineData(4, 20, 3.8)]
    [InlineData(4, 20, 5)]
    public void World_LittleRoom_TurnsAwayWhatTheFormulaSays(int servers, int room, double offered)
    {
        var estate = EstateBuilder.Of("api -> db")
            .Process("api", model => model with
            {
                Replicas = 1,
                SlotsPerReplica = servers,
                ErrorRatio = 0,
                CpuSecondsPerRequest = 0,
                QueueLimit = Math.Max(room, 1e-9),
            })
            .Build();
        var world = WorldCase.World(estate, WorldCase.Steady("api", offered * 100));

        world.Run(500);

        var (content, blocked) = Exact(servers, servers + room, offered);
        var p = world.Process("api");
        Assert.Equal(blocked, world.State.Processes.ShedShare[p], (0.01 * blocked) + 1e-6);
        Assert.Equal(content, world.State.Processes.Content[p], 0.01 * content);
    }

    [Fact]
    public void ContentAt_AnyUse_IsTheInverse()
    {
        var table = new BoundedTable(4, 10);

        for (var rho = 0.1; rho < 0.99; rho += 0.1)
        {
            Assert.Equal(rho, table.Utilization(table.ContentAt(rho), out _), 0.002);
        }
    }

    private static (double Content, double Blocked) Exact(int servers, int most, double offered)
    {
        var (term, sum, weighted) = (1.0, 1.0, 0.0);
        for (var n = 1; n <= most; n++)
        {
            term *= offered / Math.Min(n, servers);
            sum += term;
            weighted += n * term;
        }

        return (weighted / sum, term / sum);
    }
}
