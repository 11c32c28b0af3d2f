using AiopsTwin.Testing.Cluster;

[assembly: AssemblyFixture(typeof(AiopsTwin.Grains.Tests.ClusterFixture))]

namespace AiopsTwin.Grains.Tests;

/// <summary>Two silos that tests share; every test uses twins of its own and harms nobody else's.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private TwinCluster? _cluster;

    /// <summary>The cluster.</summary>
    public TwinCluster Cluster => _cluster!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => _cluster = await TwinCluster.Start(2, TestOptions.Small);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }
}
