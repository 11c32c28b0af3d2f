using System.Net;
using System.Net.Sockets;
using AiopsTwin.Grains;
using AiopsTwin.Silo.Persistence;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace AiopsTwin.Silo.Hosting;

/// <summary>Sets the actor runtime up: storage, membership, end points, limits.</summary>
internal static class OrleansExtensions
{
    public static WebApplicationBuilder AddTwinSilo(this WebApplicationBuilder builder)
    {
        var cluster = builder.Configuration.GetSection(TwinClusterOptions.SectionName).Get<TwinClusterOptions>()
            ?? new TwinClusterOptions();
        builder.Host.UseOrleans(silo =>
        {
            silo.AddTwinGrains();
            silo.AddTwinGrainStorage();
            silo.AddActivityPropagation();
            if (cluster.Mode == ClusterMode.Single)
            {
                var ports = LoopbackPorts.Free(2);
                silo.UseLocalhostClustering(ports[0], ports[1], null, cluster.ServiceId, cluster.ClusterId);
            }
            else
            {
                silo.JoinByDatabase(cluster);
            }

            silo.Services.AddTunedMessaging();
        });
        return builder;
    }

    private static void JoinByDatabase(this ISiloBuilder silo, TwinClusterOptions cluster)
    {
        silo.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = cluster.ClusterId;
            options.ServiceId = cluster.ServiceId;
        });
        var address = Resolve(cluster.AdvertisedAddress.Length == 0 ? Dns.GetHostName() : cluster.AdvertisedAddress);
        LoopbackPorts.EnsureFree(address, cluster.SiloPort, "Cluster:SiloPort");
        LoopbackPorts.EnsureFree(address, cluster.GatewayPort, "Cluster:GatewayPort");
        silo.ConfigureEndpoints(address, cluster.SiloPort, cluster.GatewayPort, cluster.ListenOnAnyAddress);
        silo.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringSiloOptions> options) =>
            options.Configure<TwinDatabase>((membership, database) =>
            {
                membership.Invariant = database.Invariant;
                membership.DataSource = database.Source;
            }));
        // The defaults notice a killed silo after 13 s and let a cluster of which every silo was killed start again
        // after 107 s; with these it is 2.5 s and 17 s. One vote is right for two or three silos only.
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(1);
            options.MinProbeTimeout = TimeSpan.FromSeconds(0.5);
            options.NumMissedProbesLimit = 2;
            options.NumVotesForDeathDeclaration = 1;
            options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            options.MaxJoinAttemptTime = TimeSpan.FromSeconds(60);
        });
    }

    private static void AddTunedMessaging(this IServiceCollection services) =>
        services.Configure<SiloMessagingOptions>(options =>
        {
            // A callee must hear that nobody waits any more, and no grain may gather an endless queue.
            options.CancelRequestOnTimeout = true;
            options.MaxEnqueuedRequestsHardLimit = 10_000;
        });

    private static IPAddress Resolve(string host)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return address;
        }

        try
        {
            return Dns.GetHostAddresses(host, AddressFamily.InterNetwork).First();
        }
        catch (Exception failure) when (failure is SocketException or InvalidOperationException)
        {
            throw new InvalidOperationException(
                $"Cluster:AdvertisedAddress: '{host}' has no IPv4 address ({failure.Message}).", failure);
        }
    }
}
