using AiopsTwin.Engine.Scenarios.Contingencies;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Scenarios.Contingencies;

/// <summary><see cref="ContingencyTrial"/> on estates whose answer is known.</summary>
public sealed class ContingencyTrialTests
{
    private static readonly EntityId Web = EstateBuilder.Id("web");
    private static readonly EntityId Database = EstateBuilder.Id("db1");

    [Fact]
    public void Ask_OnlyStoreOfAll_LosesEveryRequestAtOnce()
    {
        var answer = Trial().Ask(0);

        var store = answer.Alone.Single(finding => finding.Lost.Single() == Database);
        Assert.Equal(1, store.LostShare, 1e-3);
        Assert.Equal(answer.Requests, store.LostRequests, answer.Requests * 1e-3);
        Assert.Equal(TimeSpan.FromSeconds(5), store.FirstFelt);
        Assert.Contains(store.Felt, impact => impact.Entity == Web);
    }

    [Fact]
    public void Ask_HostOfTwo_HarmsNobodyAlone()
    {
        var answer = Trial().Ask(0);

        var host = answer.Alone.Single(finding => finding.Lost.Single() == EstateBuilder.Id("host1"));
        Assert.Equal(0, host.LostShare, 1e-3);
        Assert.Null(host.FirstFelt);
    }

    [Fact]
    public void Lose_BothHostsOfAService_LosesWhatOneCaughtForTheOther()
    {
        var found = Trial().Lose(EstateBuilder.Id("host1"), EstateBuilder.Id("host2"));

        Assert.Equal(1, found.LostShare, 1e-3);
    }

    [Fact]
    public void Ask_Pairs_AreOfThoseThatLeaveSomethingToLose()
    {
        var answer = Trial().Ask(3);

        // Store and service take everything alone; what is left are the hosts, and each caught all for the other.
        var pair = Assert.Single(answer.Pairs);
        Assert.Equal(["host1", "host2"], pair.Lost.Select(lost => lost.Name).Order());
        Assert.Equal(1, pair.LostTogether, 1e-3);
    }

    [Fact]
    public void Ask_Again_IsTheSame()
    {
        var first = Trial().Ask(0);
        var again = Trial().Ask(0);

        Assert.Equal(
            first.Alone.Select(finding => (finding.Lost[0], finding.LostRequests)),
            again.Alone.Select(finding => (finding.Lost[0], finding.LostRequests)));
    }

    [Fact]
    public void Ask_MorePairsThanAreTried_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Trial().Ask(ContingencyTrial.MostPairs + 1));

    /// <summary>A service of two copies on two hosts, and a store that stands nowhere.</summary>
    private static ContingencyTrial Trial() => new(
        EstateBuilder.Of("web -> db1", "web @ host1,host2")
            .Process("web", model => model with { Replicas = 2, SlotsPerReplica = 20 }).Build(),
        [new LoadSource(Web, "users", 40, 0, 12, 0)], 1, 5, TestContext.Current.CancellationToken);
}
