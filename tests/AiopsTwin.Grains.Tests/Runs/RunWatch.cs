using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Grains.Tests.Runs;

/// <summary>Waits for what a run says of itself, woken by its view.</summary>
internal static class RunWatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Waits until a run's status fulfils a condition; a timeout says where it stood.</summary>
    public static async Task<RunStatus> Until(
        TwinCluster cluster, string run, Func<RunStatus, bool> isMet, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var grain = cluster.Grains.GetGrain<IRunGrain>(run);
        var status = await grain.Status();
        while (!isMet(status))
        {
            if (patience.IsCancellationRequested)
            {
                Assert.Fail($"Run {run} stands at {status.Position} as {status.Stage} {status.Note}");
            }

            await NextChange(cluster, status, patience.Token);
            status = await grain.Status();
        }

        return status;
    }

    /// <summary>Waits for one change of the view the run publishes to. A silo may die under the reader.</summary>
    private static async Task NextChange(TwinCluster cluster, RunStatus status, CancellationToken patience)
    {
        var key = status.Mode == RunMode.Live ? GrainKeys.TwinView(status.Twin) : GrainKeys.RunView(status.Run);
        try
        {
            var view = cluster.Grains.GetGrain<IViewGrain>(key);
            var seen = await view.Snapshot();
            await foreach (var _ in view.Watch(seen?.Version ?? 0, patience))
            {
                return;
            }
        }
        catch (Exception exception)
            when (exception is OrleansException or TimeoutException or OperationCanceledException)
        {
            await cluster.Silos.WaitForLivenessToStabilizeAsync(false);
        }
    }
}
