using System.Collections.Immutable;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>
/// Adds to one twin's topology the entities that telemetry names and the topology does not know: hosts, services and
/// their instances, with the links the labels tell. Bounded; what a person put into the topology is never touched.
/// </summary>
internal sealed partial class Discovery(
    string twin, IGrainFactory grains, IOptions<IngestOptions> options, TimeProvider time, ILogger<Discovery> log)
    : IDisposable
{
    /// <summary>Label of an entity that telemetry added; its value is the connector.</summary>
    public const string SourceLabel = "discovered.by";

    /// <summary>Name of the redundancy group that holds the instances of a service.</summary>
    public const string Copies = "copies";

    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly HashSet<EntityId> _known = [];
    private readonly SortedDictionary<EntityId, ResolvedEntity> _instances = [];
    private int _discovered;
    private DateTimeOffset? _readAt;

    /// <summary>Brings the topology up to date.</summary>
    /// <returns>The batches of entities that the topology has.</returns>
    public async Task<ImmutableArray<ObserveBatch>> AdmitAsync(DecodedWrite write)
    {
        await _turn.WaitAsync();
        try
        {
            if (_readAt is null)
            {
                await ReadAsync();
            }

            var unknown = write.Entities.Where(seen => !_known.Contains(seen.Entity)).ToArray();
            if (unknown.Length > 0)
            {
                await AddAsync(unknown);
            }

            var admitted = write.Batches.Where(batch => _known.Contains(batch.Entity)).ToImmutableArray();
            var refused = write.Batches.Where(batch => !_known.Contains(batch.Entity))
                .Sum(batch => batch.Samples.Length + batch.Histograms.Length);
            if (refused > 0)
            {
                IngestMetrics.Skipped(SkipReason.EntityLimit, refused);
            }

            return admitted;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Says that the twin did not know an entity: the topology was changed by somebody and is read
    /// anew.</summary>
    public void Renew()
    {
        if (_readAt is { } readAt && time.GetUtcNow() - readAt > RenewAfter)
        {
            _readAt = null;
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task ReadAsync()
    {
        var grain = grains.GetGrain<ITwinGrain>(twin);
        // Nobody else moves the clock of a twin that is fed by telemetry.
        await grain.Keep(TwinClock.Wall);
        var topology = await grain.Topology(null) ?? TopologySnapshot.Empty;
        _known.Clear();
        _known.UnionWith(topology.Entities.Select(entity => entity.Id));
        _discovered = topology.Entities.Count(entity => entity.Labels.ContainsKey(SourceLabel));
        _readAt = time.GetUtcNow();
    }

    private async Task AddAsync(IReadOnlyList<ResolvedEntity> unknown)
    {
        var entities = new SortedDictionary<EntityId, Entity>();
        foreach (var seen in unknown)
        {
            var wanted = seen.Service is { } service && !IsThere(service, entities) ? 2 : 1;
            if (_discovered + entities.Count + wanted > options.Value.MaxDiscoveredEntities)
            {
                continue;
            }

            entities[seen.Entity] = new Entity(seen.Entity, seen.Facts);
            if (seen.Service is { } of)
            {
                _instances[seen.Entity] = seen;
                if (wanted == 2)
                {
                    entities[of] = new Entity(of, seen.Facts.Remove("instance"));
                }
            }
        }

        if (entities.Count > 0)
        {
            await ApplyAsync(entities);
        }
        else
        {
            LogLimitReached(twin, options.Value.MaxDiscoveredEntities);
        }
    }

    private async Task ApplyAsync(SortedDictionary<EntityId, Entity> entities)
    {
        var links = new List<Dependency>();
        var groups = new SortedDictionary<EntityId, RedundancyGroup>();
        foreach (var (id, instance) in _instances)
        {
            if (entities.ContainsKey(id) && instance.Service is { } service)
            {
                links.Add(Link(service, id, Copies));
                groups[service] = new RedundancyGroup(service, Copies, 1);
            }

            // The link to the machine is added with whichever of the two is seen last.
            if (instance.Host is { } host && (entities.ContainsKey(id) || entities.ContainsKey(host))
                && IsThere(id, entities) && IsThere(host, entities))
            {
                links.Add(Link(id, host, null));
            }
        }

        var put = new TopologySnapshot(0, [.. entities.Values],
            [.. links.OrderBy(link => link.Dependent).ThenBy(link => link.On)], [.. groups.Values]);
        var receipt = await grains.GetGrain<ITwinGrain>(twin).ApplyTopology(
            new TopologyCommand(put, [], IsReplacement: false, ExpectedVersion: null, RemoteWriteDecoder.Source));
        if (receipt.Problems.Length > 0)
        {
            LogRefused(twin, entities.Count, string.Join("; ", receipt.Problems.Take(5)));
            return;
        }

        _known.UnionWith(entities.Keys);
        _discovered += entities.Count;
        IngestMetrics.Discovered(entities.Count);
        LogAdded(twin, entities.Count, receipt.Version);
    }

    private bool IsThere(EntityId entity, SortedDictionary<EntityId, Entity> added) =>
        _known.Contains(entity) || added.ContainsKey(entity);

    private static Dependency Link(EntityId dependent, EntityId on, string? group) =>
        new(dependent, on, DependencyKind.RunsOn, 1, Criticality.Required, group);

    [LoggerMessage(1201, LogLevel.Information,
        "Telemetry added {Entities} entities to twin {Twin}, topology version {Version}")]
    private partial void LogAdded(string twin, int entities, long version);

    [LoggerMessage(1202, LogLevel.Warning, "Twin {Twin} refused {Entities} entities found in telemetry: {Problems}")]
    private partial void LogRefused(string twin, int entities, string problems);

    [LoggerMessage(1203, LogLevel.Warning,
        "Twin {Twin} has {Limit} entities found in telemetry, the limit; new ones are skipped")]
    private partial void LogLimitReached(string twin, int limit);
}
