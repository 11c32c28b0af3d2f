using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios.Loads;

/// <summary>What a process of a simulated world gets done for those who still wait for it.</summary>
/// <param name="Rate">Requests per second that are answered rightly while somebody waits.</param>
/// <param name="FailedShare">Share of the requests and attempts that reach it which are not, in [0, 1].</param>
internal readonly record struct Goodput(double Rate, double FailedShare)
{
    /// <summary>Reads the world as it stands.</summary>
    public static Goodput Of(SimulatedWorld world, int process)
    {
        var (columns, calls, graph) = (world.State.Processes, world.State.Calls, world.State.Map.Graph);
        var (asked, good) = (columns.External[process], columns.External[process] * columns.Success[process]);
        var worst = 1 - columns.Success[process];
        for (var i = graph.InStart[process]; i < graph.InStart[process + 1]; i++)
        {
            var call = graph.InCalls[i];
            if (graph.Mode[call] != CallMode.Sync)
            {
                continue;
            }

            var fails = calls.TimeoutShare[call] + calls.ErrorShare[call];
            asked += calls.Flow[call];
            good += calls.Flow[call] * (1 - fails);
            worst = Math.Max(worst, fails);
        }

        // Without any flow (all work turned away) what an attempt would meet says how well it is.
        return new Goodput(good, asked > 0 ? 1 - (good / asked) : worst);
    }
}
