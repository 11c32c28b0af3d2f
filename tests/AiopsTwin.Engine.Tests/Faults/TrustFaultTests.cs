using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Tests.World;
using static AiopsTwin.Engine.Tests.Faults.FaultCase;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>How the kinds of <see cref="TrustFault"/> take hold as what is kept runs out.</summary>
public sealed class TrustFaultTests
{
    private static readonly double Once = Math.Exp(-1);

    [Theory]
    [InlineData("dns-error", true)]
    [InlineData("dns-wrong", false)]
    public void Names_AfterOneTimeToLive_AreGoneForAllButOneInE(string kind, bool isFast)
    {
        var world = Struck(31, WorldCase.Fault(kind, "api", ("ttlSeconds", 30)).To("cache1"));

        Assert.Equal(50 * Once, Inflow(world, "cache1"), 0.5);
        Assert.Equal(Once, Success(world, "api"), 0.01);
        Assert.Equal(isFast, Response(world, "api") < 0.1);
    }

    [Fact]
    public void NameSlow_HalfOfTheCalls_WaitForTheLookUp()
    {
        var world = Struck(60, WorldCase.Fault("dns-slow", "api", ("milliseconds", 80), ("ratio", 0.5)).To("cache1"));

        Assert.Equal(Response(Struck(60), "api") + 0.04, Response(world, "api"), 0.001);
    }

    [Fact]
    public void TokenLoss_HalfOfTheLifetime_RefusesHalfAndLaterAll()
    {
        var world = Struck(51, WorldCase.Fault("auth-loss", "api", ("lifetimeSeconds", 100)).To("cache1"));
        var half = Success(world, "api");
        world.Run(60);

        Assert.Equal(0.5, half, 0.01);
        Assert.Equal(0, Success(world, "api"), 6);
    }

    [Fact]
    public void CertificateExpiry_BeforeAndAfter_StrikesNewConnectionsOnly()
    {
        var world = Struck(59, WorldCase.Fault(
            "certificate-expiry", "api", ("afterSeconds", 60), ("connectionSeconds", 60)).To("cache1"));
        var before = Success(world, "api");
        world.Run(62);

        Assert.Equal(1, before, 6);
        Assert.Equal(Once, Success(world, "api"), 0.01);
    }

    [Fact]
    public void CertificateExpiry_ConnectionsThatLive_GoOn()
    {
        var world = Struck(3600, Expired());

        Assert.Equal(1, Success(world, "api"), 0.05);
    }

    [Theory]
    [InlineData("api", 1, 0.5)]
    [InlineData("api", 2, 0)]
    [InlineData("cache1", 2, 0)]
    public void CertificateExpiry_CopiesThatRestart_FailAtEitherEnd(string target, int copies, double success)
    {
        var world = Struck(60, Expired(), WorldCase.Fault("replica-kill", target, ("replicas", copies)));

        Assert.Equal(success, Success(world, "api"), 0.01);
    }

    [Fact]
    public void CertificateExpiry_CopiesThatRestartedBefore_GoOn()
    {
        var world = Struck(60, WorldCase.Fault("replica-kill", "api", ("replicas", 2)));
        world.Inject(Expired());
        world.Run(60);

        Assert.Equal(1, Success(world, "api"), 0.01);
    }

    [Theory]
    [InlineData(40, 1)]
    [InlineData(200, 0.5)]
    [InlineData(1000, 0)]
    public void ClockSkew_BeyondTheTolerance_RefusesAsManyAsAreOutOfTheirLifetime(double seconds, double success)
    {
        var fault = WorldCase.Fault(
            "clock-skew", "api", ("seconds", seconds), ("toleranceSeconds", 50), ("lifetimeSeconds", 300));
        var world = Struck(60, fault.To("cache1"));

        Assert.Equal(success, Success(world, "api"), 0.01);
    }

    private static FaultSpec Expired() =>
        WorldCase.Fault("certificate-expiry", "api", ("connectionSeconds", 86_400)).To("cache1");
}
