using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Tests.World;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>What each kind declares as its <see cref="FaultVisibility"/> is what the world shows.</summary>
public sealed class FaultVisibilityTests
{
    /// <summary>Long enough for a disk to fill and for names, tokens and connections to run out.</summary>
    private const int Seconds = 600;

    public static TheoryData<string> Logged =>
        [.. FaultCatalog.Kinds.Where(kind => kind.Line is not null).Select(kind => kind.Name)];

    public static TheoryData<string> Silencing =>
        [.. FaultCatalog.Kinds.Where(kind => kind.Visibility == FaultVisibility.Alert).Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Logged))]
    public void Line_OfAKind_IsLoggedWhileItIsInForceAndNotBefore(string name)
    {
        var world = World();
        var (before, _) = Lines(world, 60);
        world.Inject(FaultExamples.Of(name));

        var (after, _) = Lines(world, Seconds);

        var fixedPart = FaultCatalog.Find(name)!.Line!.Split("{callee}").MaxBy(part => part.Length)!;
        Assert.DoesNotContain(before, line => line.Body.Contains(fixedPart, StringComparison.Ordinal));
        var told = after.Where(line => line.Body.Contains(fixedPart, StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(told);
        Assert.All(told, line => Assert.Equal(LogSeverity.Error, line.Severity));
        Assert.DoesNotContain(told, line => line.Body.Contains('{', StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Silencing))]
    public void Alert_OfAKind_IsSilenceOfSomebody(string name)
    {
        var world = World();
        var (_, before) = Lines(world, 60);
        world.Inject(FaultExamples.Of(name));

        var (_, after) = Lines(world, 60);

        Assert.Contains(before, pair => after.GetValueOrDefault(pair.Key) < pair.Value);
    }

    [Fact]
    public void Change_KindsThatDeclareIt_AreThoseTheWorldReports() => Assert.Equal(
        FaultCatalog.Kinds.Where(kind => kind.ReportedAs is not null).Select(kind => kind.Name),
        FaultCatalog.Kinds.Where(kind => kind.Visibility == FaultVisibility.Change).Select(kind => kind.Name));

    [Fact]
    public void Log_KindsThatDeclareIt_HaveALine() => Assert.All(
        FaultCatalog.Kinds.Where(kind => kind.Visibility == FaultVisibility.Log),
        kind => Assert.NotNull(kind.LoggedAs));

    [Fact]
    public void CertificateExpiry_AtTheCaller_IsATlsHandshakeThatFailed()
    {
        var world = World();
        world.Inject(FaultExamples.Of("certificate-expiry"));

        var (lines, _) = Lines(world, 300);

        const string Text = "TLS handshake with cache failed: certificate has expired";
        var told = lines.Where(line => line.Body == Text).ToArray();
        Assert.NotEmpty(told);
        Assert.All(told, line => Assert.Equal("api", line.Entity.Name));
    }

    [Fact]
    public void OfCall_TwoFaultsOnOneCall_BothAreLogged()
    {
        var world = World();
        world.Inject(WorldCase.Fault("certificate-expiry", "api", ("connectionSeconds", 0)).To("cache1") with
        {
            Intensity = 0.5,
        });
        world.Inject(WorldCase.Fault("http-abort", "api", ("ratio", 0.5)));

        var bodies = Lines(world, 300).Lines.Select(line => line.Body).ToHashSet();

        Assert.Contains("TLS handshake with cache failed: certificate has expired", bodies);
        Assert.Contains(bodies, body => body.EndsWith("answered 503: upstream aborted", StringComparison.Ordinal));
    }

    private static SimulatedWorld World() => new(
        FaultExamples.Estate, [WorldCase.Steady("web", 50)], 1, WorldCase.Settings with { Traces = 40 });

    private static (List<LogRecord> Lines, Dictionary<EntityId, int> Heard) Lines(SimulatedWorld world, int ticks)
    {
        var (lines, heard) = (new List<LogRecord>(), new Dictionary<EntityId, int>());
        for (var tick = 0; tick < ticks; tick++)
        {
            var told = world.Tick();
            lines.AddRange(told.Requests.Lines);
            foreach (var batch in told.Batches)
            {
                heard[batch.Entity] = heard.GetValueOrDefault(batch.Entity) + 1;
            }
        }

        return (lines, heard);
    }
}
