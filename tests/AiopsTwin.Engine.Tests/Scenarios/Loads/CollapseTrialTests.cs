using AiopsTwin.Engine.Scenarios.Loads;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Scenarios.Loads;

/// <summary>
/// <see cref="CollapseTrial"/> on the worked example of the collapse map, which a discrete simulation confirms: ten
/// slots of 10 ms, a timeout of half a second, three retries, four seconds at 2000 requests per second. It comes back
/// from 150, 200 and 230 per second, and not from 270, 400, 600 and 800.
/// </summary>
public sealed class CollapseTrialTests
{
    private const double Usual = 400;

    private static readonly EntityId Callee = EstateBuilder.Id("callee");

    private static readonly Lazy<CollapseAnswer> Example = new(() => Trial().Ask(Question with
    {
        Retries = [3],
        Loads = [150 / Usual, 200 / Usual, 230 / Usual, 270 / Usual, 400 / Usual, 600 / Usual, 800 / Usual],
    }));

    private static CollapseQuestion Question => new(Callee)
    {
        Spike = 2000 / Usual,
        SpikeFor = TimeSpan.FromSeconds(4),
        Timeouts = [TimeSpan.FromSeconds(0.5)],
    };

    [Fact]
    public void Ask_WorkedExample_ComesBackFromTheLoadsItShould()
    {
        var states = Example.Value.Policies[1].Cells.Select(cell => (Math.Round(cell.Load * Usual), cell.State));

        Assert.Equal(
            [
                (150, CollapseState.ComesBack), (200, CollapseState.ComesBack), (230, CollapseState.ComesBack),
                (270, CollapseState.StaysDown), (400, CollapseState.StaysDown), (600, CollapseState.StaysDown),
                (800, CollapseState.StaysDown),
            ],
            states);
    }

    [Fact]
    public void Ask_WorkedExample_FindsTheBoundaryOfTheDiscreteSimulation()
    {
        var policy = Example.Value.Policies[1];

        // 240.2 per second in one request at a time; capacity over attempts is 250.
        Assert.InRange(policy.ComesBack * Usual, 0.95 * 240.2, 1.05 * 240.2);
        Assert.InRange(policy.Carries * Usual, 950, 1000);
    }

    [Fact]
    public void Ask_WorkedExample_ABudgetOfRetriesKeepsItFromStayingDown()
    {
        var policy = Example.Value.Policies[1];

        // With a tenth more attempts at most, what stays down lies beyond capacity / 1.1.
        Assert.InRange(policy.WithBudget * Usual, 0.85 * 1000 / 1.1, 1000);
    }

    [Fact]
    public void Ask_StateThatStaysDown_IsBroughtBackByTheHelpsThatTakeTheAttemptsAway()
    {
        var cell = Example.Value.Policies[1].Cells.Single(one => Math.Abs((one.Load * Usual) - 400) < 1);

        Assert.Equal((HeadroomResource.Slots, Callee), (cell.Full!.Kind, cell.Full.Where));
        Assert.Equal(
            [CollapseHelp.StopRetries, CollapseHelp.ShedLoad, CollapseHelp.Restart],
            cell.Recoveries.Select(recovery => recovery.Kind));
        var stop = cell.Recoveries[0];
        Assert.True(stop.IsBack);

        // 122 s of 600 a second too many wait: without attempts 600 a second are worked off.
        Assert.InRange(stop.Lasted!.Value.TotalSeconds, 60, 180);
    }

    [Fact]
    public void Ask_StateThatStaysDown_IsNotHelpedByTooLittleShedding()
    {
        var cell = Example.Value.Policies[1].Cells.Single(one => Math.Abs((one.Load * Usual) - 400) < 1);

        // Three quarters of 400 are 300, more than capacity over attempts: only half of them lets the queue fall.
        var shed = cell.Recoveries.Single(recovery => recovery.Kind == CollapseHelp.ShedLoad);
        Assert.True(shed.Kept <= 0.5, $"kept {shed.Kept}");
        Assert.True(shed.IsBack);
    }

    [Fact]
    public void Ask_WithoutRetries_ComesBackFromAllItCarries()
    {
        var policy = Trial().Ask(
            Question with { Retries = [0], Loads = [1] }, null, TestContext.Current.CancellationToken).Policies[1];

        Assert.InRange(policy.ComesBack / policy.Carries, 0.8, 1);
        Assert.Equal(CollapseState.ComesBack, policy.Cells[0].State);
    }

    [Fact]
    public void Ask_LoadBeyondCapacity_IsOverloadedAndNoCollapse()
    {
        var policy = Trial().Ask(
            Question with { Retries = [0], Loads = [3] }, null, TestContext.Current.CancellationToken).Policies[1];

        Assert.Equal(CollapseState.Overloaded, policy.Cells[0].State);
        Assert.Empty(policy.Cells[0].Recoveries);
    }

    [Fact]
    public void Ask_ServiceNobodyWaitsFor_IsRefused()
    {
        var trial = new CollapseTrial(
            EstateBuilder.Of("web ~> queue1").Build(), [new LoadSource(EstateBuilder.Id("web"), "users", 9, 0, 12, 0)]);

        Assert.Empty(trial.Services);
        Assert.Throws<ArgumentException>(() => trial.Ask(
            new CollapseQuestion(EstateBuilder.Id("queue1")), null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Ask_EndedByItsCaller_Ends() => Assert.Throws<OperationCanceledException>(
        () => Trial().Ask(Question, null, new CancellationToken(canceled: true)));

    private static CollapseTrial Trial() => new(
        EstateBuilder.Of("caller -> callee").Process("caller", Server(1, 2000)).Process("callee", Server(10, 10))
            .Build(),
        [new LoadSource(EstateBuilder.Id("caller"), "steady", Usual, 0, 12, 0)]);

    private static Func<ProcessModel, ProcessModel> Server(double milliseconds, int slots) => model => model with
    {
        Replicas = 1,
        SlotsPerReplica = slots,
        ServiceTime = TimeSpan.FromMilliseconds(milliseconds),
        QueueLimit = 10_000_000,
        ErrorRatio = 0,
        CpuSecondsPerRequest = 0,
    };
}
