using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Causes;

/// <summary>
/// Troubles in which something misleads (diagnosis reference, section 5), as far as the simulated world has them: it
/// sends no spans, and a run's graph does not change, so span loss and a topology that changes meanwhile are not among
/// them.
/// </summary>
internal static class TroubleKinds
{
    private static readonly string[] RequestMetrics =
    [
        MetricCatalog.RequestDuration, MetricCatalog.RequestDurationP95, MetricCatalog.ErrorRatio,
        MetricCatalog.RequestRate,
    ];

    public static ImmutableArray<CauseKind> All { get; } =
    [
        new("consumer-lag", draft => draft.Strike(
            "latency-add", Consumer(draft), ("milliseconds", draft.Between(2000, 6000)))),
        new("retry-storm", draft => ShortTimeout(draft, 5)),
        new("timeout-too-short", draft => ShortTimeout(draft, 0)),
        new("cache-after-change", CacheAfterChange),
        new("slow-leak", SlowLeak),
        new("small-pool", SmallPool),
        new("table-lock", draft => draft.Strike(
            "table-lock", draft.Pick(draft.Estate.Busy(EntityKind.Datastore)),
            ("milliseconds", draft.Between(50, 400)))),
        new("copies-lost", draft => draft.Strike(
            "replica-loss", draft.Pick(draft.Estate.Busy(EntityKind.Service)), ("replicas", 100))),
        new("unmeasured-store", UnmeasuredStore),
        new("loud-symptom", LoudSymptom),
        new("two-at-once", TwoAtOnce),
        new("quiet", _ => { }),
        new("innocent-deployment", InnocentDeployment),
        new("guilty-deployment", GuiltyDeployment),
        new("traffic-surge", TrafficSurge),
        new("clock-skew", ClockSkew),
        new("root-unmeasured-requests", RootWithoutRequests),
        new("constant-baseline", ConstantBaseline),
        new("flapping", draft => draft.StrikeOften(
            "latency-add", Service(draft), (TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(90)),
            ("milliseconds", draft.Between(60, 300)))),
    ];

    private static EntityId Service(CauseDraft draft) =>
        draft.Pick(draft.Estate.Busy(EntityKind.Service).Where(draft.Estate.IsCalled));

    private static EntityId Consumer(CauseDraft draft) =>
        draft.Estate.Calls.First(call => call.Callee.Kind == EntityKind.Queue && !draft.Estate.IsCalled(call.Caller)
            && !draft.Estate.Load.Any(source => source.Entry == call.Caller)).Caller;

    /// <summary>A caller gives up sooner than its callee mostly answers.</summary>
    private static void ShortTimeout(CauseDraft draft, double retries)
    {
        var estate = draft.Estate;
        var link = draft.Pick(estate.Calls.Where(call => call.Callee.Kind != EntityKind.Queue
            && estate.Busy(EntityKind.Service).Contains(call.Caller) && call.CallsPerRequest > 0.4));
        var own = estate.Process(link.Callee)!.ServiceTime.TotalMilliseconds;
        draft.StrikeLink(
            "retry-storm", link.Caller, link.Callee, ("retries", retries),
            ("timeoutMilliseconds", own * draft.Between(0.4, 0.8)));
    }

    /// <summary>A cache forgets half an hour after its configuration was changed.</summary>
    private static void CacheAfterChange(CauseDraft draft)
    {
        var cache = draft.Estate.Estate.World.Processes.First(process => process.CacheHitRatio > 0).Entity;
        draft.Change(ChangeKind.Configuration, cache, CauseDraft.Onset - TimeSpan.FromMinutes(30), "shorter expiry");
        draft.Strike("cache-loss", cache, ("hitRatio", draft.Between(0, 0.2)));
    }

    private static void SlowLeak(CauseDraft draft)
    {
        draft.Duration = TimeSpan.FromMinutes(50);
        draft.Strike("leak", Service(draft), ("sharePerMinute", draft.Between(0.015, 0.03)));
    }

    private static void SmallPool(CauseDraft draft)
    {
        var estate = draft.Estate;
        var link = draft.Pick(estate.Calls.Where(call => call.PoolSize > 0 && estate.Rates[call.Caller] >= 20));
        var busy = estate.Rates[link.Caller] * link.CallsPerRequest
            * estate.Process(link.Callee)!.ServiceTime.TotalSeconds;
        draft.StrikeLink("pool-shrink", link.Caller, link.Callee, ("size", Math.Max(1, Math.Floor(busy * 0.8))));
    }

    private static void UnmeasuredStore(CauseDraft draft)
    {
        var store = draft.Pick(draft.Estate.Busy(EntityKind.Datastore).Where(store =>
            draft.Estate.Calls.Count(call => call.Callee == store) >= 2 || draft.Estate.Calls.Length == 0)
            .DefaultIfEmpty(draft.Estate.Busy(EntityKind.Datastore).First()));
        draft.Hearing = new Hearing { Mute = [store] };
        draft.Strike("slow-query", store, ("factor", draft.Between(8, 16)));
    }

    /// <summary>What calls the culprit gives up early and fails; the culprit is only slow.</summary>
    private static void LoudSymptom(CauseDraft draft)
    {
        var estate = draft.Estate;
        var link = draft.Pick(estate.Calls.Where(call => call.Callee.Kind == EntityKind.Service
            && estate.Rates[call.Callee] >= 10 && estate.IsCalled(call.Caller)));
        draft.Strike("latency-add", link.Callee, ("milliseconds", link.Timeout.TotalMilliseconds * 0.9));
    }

    private static void TwoAtOnce(CauseDraft draft)
    {
        var first = Service(draft);
        draft.Strike("latency-add", first, ("milliseconds", draft.Between(80, 300)));
        var second = draft.Pick(draft.Estate.Busy(EntityKind.Service).Where(one => one != first));
        draft.Strike("error-add", second, ("ratio", draft.Between(0.1, 0.4)));
    }

    private static void InnocentDeployment(CauseDraft draft)
    {
        var guilty = Service(draft);
        draft.Strike("latency-add", guilty, ("milliseconds", draft.Between(60, 300)));
        var other = draft.Pick(draft.Estate.Busy(EntityKind.Service).Where(one => one != guilty));
        draft.Change(ChangeKind.Deployment, other, CauseDraft.Onset - TimeSpan.FromSeconds(40), "a new version");
    }

    private static void GuiltyDeployment(CauseDraft draft)
    {
        var guilty = Service(draft);
        draft.Change(ChangeKind.Deployment, guilty, CauseDraft.Onset - TimeSpan.FromMinutes(3), "a new version");
        draft.Strike("error-add", guilty, ("ratio", draft.Between(0.03, 0.3)));
    }

    /// <summary>So many more requests that hosts below come under strain.</summary>
    private static void TrafficSurge(CauseDraft draft) => draft.Strike(
        "traffic-surge", draft.Pick(draft.Estate.Load.Select(source => source.Entry)),
        ("factor", draft.Between(4, 6)));

    private static void ClockSkew(CauseDraft draft)
    {
        draft.Hearing = new Hearing
        {
            Ahead = draft.Estate.Estate.Topology.Entities.ToImmutableSortedDictionary(
                entity => entity.Id, _ => TimeSpan.FromSeconds(Math.Round(draft.Between(-5, 5)))),
        };
        draft.Strike("latency-add", Service(draft), ("milliseconds", draft.Between(60, 300)));
    }

    /// <summary>Of the culprit only resources are measured.</summary>
    private static void RootWithoutRequests(CauseDraft draft)
    {
        var guilty = Service(draft);
        draft.Hearing = new Hearing { Without = [.. RequestMetrics.Select(metric => (guilty, metric))] };
        draft.Strike("latency-add", guilty, ("milliseconds", draft.Between(80, 300)));
    }

    /// <summary>Nothing ever failed before.</summary>
    private static void ConstantBaseline(CauseDraft draft)
    {
        var estate = draft.Estate.Estate;
        draft.Estate = draft.Estate with
        {
            Estate = estate with
            {
                World = estate.World with
                {
                    Processes = [.. estate.World.Processes.Select(process => process with { ErrorRatio = 0 })],
                },
            },
        };
        draft.Strike("error-add", Service(draft), ("ratio", draft.Between(0.02, 0.2)));
    }
}
