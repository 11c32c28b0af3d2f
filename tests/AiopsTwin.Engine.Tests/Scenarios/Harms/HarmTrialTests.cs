using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Contingencies;
using AiopsTwin.Engine.Scenarios.Harms;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Scenarios.Harms;

/// <summary><see cref="HarmTrial"/> on estates whose answer is known.</summary>
public sealed class HarmTrialTests
{
    private static readonly EntityId Web = EstateBuilder.Id("web");
    private static readonly EntityId Api = EstateBuilder.Id("api");
    private static readonly EntityId Database = EstateBuilder.Id("db1");

    [Fact]
    public void Ask_OnlyStoreIsLost_HitsCallersAndNobodyElse()
    {
        var answer = Ask(Shop().Build(), [Database]);

        Assert.Equal(1, answer.LostShare, 1e-2);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.FirstFelt);
        Assert.Equal([Database, Api, Web], answer.Entities.Select(line => line.Entity));
        Assert.DoesNotContain(answer.Entities, line => line.Entity == EstateBuilder.Id("other"));
    }

    [Fact]
    public void Ask_ErrorsOfAStore_AreLostRequestsOfItsCallersAndMissedByNobody()
    {
        var answer = Ask(
            Shop().Build(), [], Fault("error-add", Database, "ratio", 0.3) with { Duration = TimeSpan.FromMinutes(2) });

        // 40 requests a second, of which 30 % fail for two of five minutes.
        var web = answer.Entities.Single(line => line.Entity == Web);
        Assert.InRange(web.MoreFailed, 0.97 * 0.3 * 40 * 120, 1.03 * 0.3 * 40 * 120);
        Assert.InRange(answer.LostRequests, 0.97 * 0.3 * 40 * 120, 1.03 * 0.3 * 40 * 120);
        Assert.Equal(0, web.Missing, 1.0);
    }

    [Fact]
    public void Ask_CallerIsLost_WhatItCallsIsStarved()
    {
        var answer = Ask(Shop().Build(), [Api]);

        Assert.Equal([Api, Web, Database], answer.Entities.Select(line => line.Entity));
        Assert.Null(answer.Entities[2].After);
        Assert.InRange(answer.Entities[2].Missing, 0.97 * 40 * 300, 1.03 * 40 * 300);
    }

    [Fact]
    public void Ask_StatedObjective_BurnsAsManyTimesAsItsShareIsExceeded()
    {
        var estate = Shop().Label("web", "slo.availability", "99%").Build();

        var answer = Ask(estate, [], Fault("error-add", Database, "ratio", 0.3));

        // 30 % of requests fail where 1 % may: 30 times as fast as thirty days allow.
        var promise = answer.Promises.Single(one => one.Entity == Web);
        Assert.True(promise.IsStated);
        Assert.InRange(promise.Burn, 29, 31.5);
        Assert.Equal("99 % of requests succeed", promise.Objective);

        // Five minutes of thirty days, thirty times as fast.
        Assert.InRange(promise.BudgetSpent, 0.96 * 30 * 5 / (30 * 24 * 60), 1.04 * 30 * 5 / (30.0 * 24 * 60));
    }

    [Fact]
    public void Ask_EntryThatStatesNothing_IsHeldToWhatIsAssumed()
    {
        var answer = Ask(Shop().Build(), [], Fault("error-add", Database, "ratio", 0.3));

        var promise = answer.Promises.Single();
        Assert.Equal((Web, false), (promise.Entity, promise.IsStated));
        Assert.InRange(promise.Burn, 290, 315);
    }

    [Fact]
    public void Ask_SlowCallee_IsFeltLaterByWhoeverOnlyWaits()
    {
        var answer = Ask(
            Shop().Build(), [],
            Fault("latency-add", Database, "factor", 20) with { Ramp = TimeSpan.FromMinutes(2) });

        var store = answer.Entities.Single(line => line.Entity == Database);
        var web = answer.Entities.Single(line => line.Entity == Web);
        Assert.True(store.After < web.After, $"{store.After} {web.After}");
    }

    [Fact]
    public void Ask_LossThatIsCaught_IsFeltByNobody()
    {
        var answer = Ask(Shop().Build(), [EstateBuilder.Id("host1")]);

        Assert.Null(answer.FirstFelt);
        Assert.Equal(0, answer.LostShare, 1e-3);
        Assert.Empty(answer.Promises);
    }

    [Fact]
    public void Ask_LossOfOneEntity_IsWhatTheContingencySays()
    {
        var estate = Shop().Build();
        var finding = new ContingencyTrial(estate, Load, 1, 5, TestContext.Current.CancellationToken).Lose(Database);

        var answer = Ask(estate, [Database]);

        Assert.Equal(finding.LostShare, answer.LostShare, 1e-2);
        Assert.Equal(finding.Felt.Select(impact => impact.Entity).Order(), answer.Entities.Select(line => line.Entity)
            .Order());
        Assert.Equal(finding.WorstBurn!.Burn, answer.Promises[0].Burn, 1.0);
    }

    [Fact]
    public void Problems_OfAQuestion_AreAllTold()
    {
        var question = new HarmQuestion(
            [EstateBuilder.Id("no-such")], [Fault("no-such-kind", Web, "ratio", 1)])
        {
            Minutes = 0,
        };

        var problems = question.Problems(Shop().Build());

        Assert.Equal(3, problems.Length);
        Assert.Throws<ArgumentException>(() => HarmTrial.Ask(
            Shop().Build(), Load, 1, question, TestContext.Current.CancellationToken));
        Assert.Single(new HarmQuestion([], []).Problems(Shop().Build()));
    }

    private static ImmutableArray<LoadSource> Load => [new LoadSource(Web, "users", 40, 0, 12, 0)];

    private static HarmAnswer Ask(
        Estate estate, ImmutableArray<EntityId> lost, params ImmutableArray<FaultSpec> faults) => HarmTrial.Ask(
        estate, Load, 1, new HarmQuestion(lost, faults) { Minutes = 5 }, TestContext.Current.CancellationToken);

    private static FaultSpec Fault(string kind, EntityId target, string parameter, double value) => new(
        kind, kind, [target], null,
        ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal).Add(parameter, value), TimeSpan.Zero,
        null);

    /// <summary>Pages over an interface of two copies on two hosts, and a store; beside them one nobody uses.</summary>
    private static EstateBuilder Shop() => EstateBuilder
        .Of("web -> api -> db1", "api @ host1,host2", "other -> api")
        .Process("api", model => model with { Replicas = 2, SlotsPerReplica = 20, ErrorRatio = 0 })
        .Process("web", model => model with { ErrorRatio = 0 })
        .Process("db1", model => model with { ErrorRatio = 0 });
}
