using AiopsTwin.Engine.Diagnosis.Trial;
using AiopsTwin.Engine.Scoring.Peers;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Scoring.Peers;

public sealed class ChangePeersTests
{
    private static readonly DateTimeOffset Nine = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Judge_ChangesAndRollouts_TakesTheLatestOfEachSort()
    {
        var (shop, page) = (EntityId.Of(EntityKind.Service, "shop"), EntityId.Of(EntityKind.Service, "page"));
        var source = new TrialCase(
            shop, Nine.AddMinutes(30),
            [
                new CodeChange("late", Nine.AddMinutes(50), "after the alert", [], null),
                new CodeChange("written", Nine.AddMinutes(40), "never rolled out", [], null),
            ],
            [
                new Rollout("own", shop, Nine.AddMinutes(10)), new Rollout("recent", shop, Nine.AddMinutes(35)),
                new Rollout("other", page, Nine.AddMinutes(38)), new Rollout("future", shop, Nine.AddMinutes(60)),
            ],
            []);

        var answers = ChangePeers.Judge(source, Nine.AddMinutes(45));

        Assert.Equal([null, "written", "other", "recent", "own"], answers.Select(answer => answer.Change));
    }
}
