using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Grains.Tests.Runs;

/// <summary>Small scenarios for runs.</summary>
internal static class TestScenarios
{
    /// <summary>A chain of services whose database becomes slow two minutes in, after a deployment, and is rolled
    /// back.</summary>
    public static Scenario SlowDatabase(TimeSpan? duration = null)
    {
        var database = EntityId.Parse("datastore:db");
        return new Scenario(
            "slow-db", "A slow database", "", 1,
            EstateBuilder.Of("web -> api -> datastore:db @ host1").Build(),
            [new LoadSource(EntityId.Parse("service:web"), "shop", 40, 0, 12, 0.01)],
            new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero),
            duration ?? TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(40), TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(10),
            [
                Step(TimeSpan.FromMinutes(2), new FaultSpec(
                    "slow", "latency-add", [database], null,
                    ImmutableSortedDictionary<string, double>.Empty.Add("milliseconds", 60), TimeSpan.Zero, null)),
                new TimelineStep(
                    new StepTime(TimeSpan.FromMinutes(1.5), null, null), null, null,
                    new ChangeEvent(
                        "deploy-7", "pipeline", database, ChangeKind.Deployment, default, "db 7 rolled out",
                        ImmutableSortedDictionary<string, string>.Empty), null),
                new TimelineStep(new StepTime(TimeSpan.FromMinutes(1), null, "diagnosed"), null, "slow", null, null),
            ],
            [], new GroundTruth([database], "deploy-7", TimeSpan.FromMinutes(2)));
    }

    private static TimelineStep Step(TimeSpan at, FaultSpec fault) =>
        new(new StepTime(at, null, null), fault, null, null, null);
}
