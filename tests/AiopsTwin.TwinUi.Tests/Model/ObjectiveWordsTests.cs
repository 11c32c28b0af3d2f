using AiopsTwin.Engine.Detection.Objectives;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class ObjectiveWordsTests
{
    [Fact]
    public void Words_BudgetThatLasts_SayWhatIsLeft()
    {
        var status = Samples.Objective(0.42);

        Assert.Equal("99.9 % of requests succeed", ObjectiveWords.Title(status));
        Assert.Equal("kept", ObjectiveWords.State(status));
        Assert.Equal("42 % of the budget of thirty days is left.", ObjectiveWords.Budget(status));
        Assert.Equal(0.42, ObjectiveWords.Shown(status));
    }

    [Fact]
    public void Words_BudgetThatEnds_SayWhen()
    {
        var status = Samples.Objective(0.42) with
        {
            ExhaustedAt = Samples.Noon.AddHours(30),
            Severity = AlertSeverity.Critical,
        };

        Assert.Equal("burns fast", ObjectiveWords.State(status));
        Assert.EndsWith("it is spent in 1 d 6 h.", ObjectiveWords.Budget(status), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.5, "spent", "The budget of thirty days is spent: 150 % of it.")]
    [InlineData(null, "not counted yet", "Nothing is counted yet.")]
    public void Words_BudgetSpentOrUnknown_SaySoAndShowAnEmptyBar(double? left, string state, string budget)
    {
        var status = Samples.Objective(left);

        Assert.Equal((state, budget), (ObjectiveWords.State(status), ObjectiveWords.Budget(status)));
        Assert.Equal(0, ObjectiveWords.Shown(status));
    }

    [Fact]
    public void Burn_WindowWithoutRequests_IsADashAndNotZero()
    {
        Assert.Equal("–", ObjectiveWords.Burn(new BurnWindow(TimeSpan.FromMinutes(5), 0, 0, null)));
        Assert.Equal("14 ×", ObjectiveWords.Burn(new BurnWindow(TimeSpan.FromHours(1), 100, 2, 14.4)));
        Assert.Equal("30 d", ObjectiveWords.Length(new BurnWindow(TimeSpan.FromDays(30), 0, 0, null)));
    }

    [Fact]
    public void Hint_EntityThatServesNoRequests_IsNone()
    {
        Assert.Null(ObjectiveWords.Hint(Samples.Host("h1")));
        Assert.NotNull(ObjectiveWords.Hint(Samples.Service("web")));
    }
}
