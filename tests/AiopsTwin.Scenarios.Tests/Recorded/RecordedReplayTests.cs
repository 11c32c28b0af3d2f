using System.Globalization;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Testing.Recordings;

namespace AiopsTwin.Scenarios.Tests.Recorded;

public sealed class RecordedReplayTests
{
    [Theory]
    [InlineData(PetShopRecording.Slow, ReplayOnset.Self)]
    [InlineData(PetShopRecording.Slow, ReplayOnset.Oracle)]
    [InlineData(PetShopRecording.Failing, ReplayOnset.Oracle)]
    public void Play_WithoutTheAnswers_NamesTheRootInOneIncident(string name, ReplayOnset onset)
    {
        using var folder = new TemporaryFolder();
        var recording = new PetShopRecording { HasTargets = false };
        recording.WriteTo(folder.Path);

        var report = Play(folder.Path, name, onset);

        Assert.Equal(onset == ReplayOnset.Self ? "self" : "oracle", report.Onset);
        Assert.Equal(1, report.Incidents);
        Assert.Equal(recording.RootOf(name), report.Incident?.Diagnosis?.Suspects[0].Entity.Name);
        Assert.Empty(Directory.GetFiles(folder.Path, PetShopTarget.FileName, SearchOption.AllDirectories));
    }

    [Fact]
    public void Play_TimeOfTheTwin_IsThatOfTheRecording()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);
        var recording = new PetShopFolder(folder.Path).Read(PetShopRecording.Slow).Value!;
        var replay = new RecordedReplay(recording, ReplayOnset.Self, TwinSettings.Default);

        replay.Learn();
        replay.Play(TestContext.Current.CancellationToken);

        Assert.Equal(recording.EndsAt, replay.Twin.Now);
        Assert.InRange(replay.Found()!.OpenedAt, recording.Incident[2].At, recording.EndsAt);
        Assert.True(recording.Baseline[^1].At < recording.Incident[0].At);
        Assert.True(recording.Incident[0].At - recording.Baseline[^1].At < 2 * recording.Interval);
    }

    [Theory]
    [InlineData(ReplayOnset.Self)]
    [InlineData(ReplayOnset.Oracle)]
    public void Play_RenamedAndShuffled_ReachesTheSameConclusions(ReplayOnset onset)
    {
        using var plain = new TemporaryFolder();
        using var other = new TemporaryFolder();
        new PetShopRecording().WriteTo(plain.Path);
        new PetShopRecording { Rename = Reversed, Shuffle = 7 }.WriteTo(other.Path);

        foreach (var name in new[] { PetShopRecording.Slow, PetShopRecording.Failing })
        {
            var first = Play(plain.Path, name, onset);
            var second = Play(other.Path, name, onset);

            Assert.Equal(Conclusions(first, entity => entity), Conclusions(second, Reversed));
        }
    }

    [Fact]
    public void Play_Twice_GivesTheSameIncident()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);

        var first = Play(folder.Path, PetShopRecording.Failing, ReplayOnset.Oracle);
        var second = Play(folder.Path, PetShopRecording.Failing, ReplayOnset.Oracle);

        Assert.Equal(Conclusions(first, entity => entity), Conclusions(second, entity => entity));
    }

    internal static string Reversed(string name) => string.Concat(name.Reverse());

    private static ReplayReport Play(string folder, string name, ReplayOnset onset)
    {
        var read = new PetShopFolder(folder).Read(name);
        Assert.Empty(read.Problems);
        var replay = new RecordedReplay(read.Value!, onset, TwinSettings.Default);
        replay.Learn();
        replay.Play(TestContext.Current.CancellationToken);
        return replay.Report();
    }

    private static string[] Conclusions(ReplayReport report, Func<string, string> original) =>
        [.. (report.Incident?.Diagnosis?.Suspects ?? [])
            .Select(suspect => string.Create(CultureInfo.InvariantCulture,
                $"{suspect.Rank} {original(suspect.Entity.Name)} {suspect.Score:0.000000}"))
            .Order(StringComparer.Ordinal)
            .Append($"{report.Incidents} incidents, {report.Alerts} alerts, {report.Samples} samples")];
}
