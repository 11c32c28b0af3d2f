using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Silo.Tests.Support;
using AiopsTwin.Testing.Recordings;

namespace AiopsTwin.Silo.Tests.Replays;

/// <summary>A recording fed over the public interface ends as it does in one process.</summary>
public sealed class LiveReplayTests(SiloHost silo) : IClassFixture<SiloHost>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PetShopRecording.Slow, ReplayOnset.Self)]
    [InlineData(PetShopRecording.Failing, ReplayOnset.Oracle)]
    public async Task Play_IntoARunningSilo_EndsWithTheSameIncidentAndSuspects(string name, ReplayOnset onset)
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Root);
        var recording = new PetShopFolder(folder.Root).Read(name).Value!;
        var headless = new RecordedReplay(recording, onset, TwinSettings.Default);
        headless.Learn();
        headless.Play(Cancelled);
        var expected = headless.Report();

        var twin = await LiveReplay.FreeAsync(silo.Client, LiveReplay.TwinFor(name), Cancelled);
        var found = await new LiveReplay(silo.Client, twin).PlayAsync(recording, onset, TimeSpan.Zero, Cancelled);
        var next = await LiveReplay.FreeAsync(silo.Client, twin, Cancelled);

        Assert.Equal("replay-" + name.Replace('/', '-'), twin);
        Assert.Equal(twin + "-2", next);
        Assert.Equal(expected with { Incident = null }, found with { Incident = null });
        Assert.NotNull(expected.Incident);
        Assert.Equal(Story(expected.Incident), Story(found.Incident!));
    }

    [Fact]
    public async Task Play_IntoATwinThatIsNotFree_IsRefusedWithTheReason()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Root);
        var recording = new PetShopFolder(folder.Root).Read(PetShopRecording.Slow).Value!;

        var refused = await Assert.ThrowsAsync<ReplayRefusedException>(() => new LiveReplay(silo.Client, "demo")
            .PlayAsync(recording, ReplayOnset.Self, TimeSpan.Zero, Cancelled));

        Assert.Contains("409", refused.Message, StringComparison.Ordinal);
        Assert.Contains("use another one", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Everything a person reads of an incident.</summary>
    private static string[] Story(Incident incident) =>
    [
        $"{incident.Id} {incident.State} {incident.Severity} {incident.Title}",
        $"{incident.Onset:O} {incident.OpenedAt:O} {incident.DiagnosedAt:O} {incident.AlertCount}",
        .. incident.Alerts.Select(one => $"{one.Alert} {one.IsWithheld} {one.Reason}"),
        .. incident.Impact.Select(entity => entity.Text),
        .. incident.BlastRadius.Select(reach => reach.ToString()),
        incident.Diagnosis?.Summary ?? "",
        .. (incident.Diagnosis?.Suspects ?? []).SelectMany(suspect => suspect.Evidence
            .Select(evidence => evidence.ToString())
            .Prepend($"{suspect.Rank} {suspect.Entity} {suspect.Family} {suspect.Score:R} {suspect.Posterior:R}")),
        .. incident.History.Select(entry => entry.ToString()),
    ];
}
