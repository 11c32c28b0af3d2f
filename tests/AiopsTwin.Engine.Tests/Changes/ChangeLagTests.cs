using AiopsTwin.Engine.Changes;

namespace AiopsTwin.Engine.Tests.Changes;

public sealed class ChangeLagTests
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    [Fact]
    public void Density_AtTheMode_IsOne() =>
        Assert.Equal(1, ChangeLag.Density(ChangeKind.Deployment, TimeSpan.FromMinutes(3), Slack), 9);

    [Fact]
    public void Density_AfterTheOnset_IsZero() =>
        Assert.Equal(0, ChangeLag.Density(ChangeKind.Deployment, TimeSpan.FromSeconds(-31), Slack));

    [Fact]
    public void Density_WithinTheSlack_IsNotZero() =>
        Assert.True(ChangeLag.Density(ChangeKind.Configuration, TimeSpan.FromSeconds(-20), Slack) > 0);

    [Fact]
    public void Density_LaterChange_IsNotAlwaysLikelier()
    {
        var fresh = ChangeLag.Density(ChangeKind.Deployment, TimeSpan.FromSeconds(12), Slack);
        var settled = ChangeLag.Density(ChangeKind.Deployment, TimeSpan.FromMinutes(2), Slack);
        var old = ChangeLag.Density(ChangeKind.Deployment, TimeSpan.FromHours(3), Slack);

        Assert.True(settled > fresh);
        Assert.True(settled > old);
        Assert.InRange(old, 0.02, 0.2);
    }
}
