using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

/// <summary>Spans and lines in the live twin's one-thread driver.</summary>
public sealed class LocalTwinRequestsTests
{
    [Fact]
    public void Incident_DefectThatMetricsDoNotShow_IsFoundByRequests()
    {
        var told = Play(new RequestStory(1), hasRequests: true);

        var suspect = Assert.Single(told.Diagnosis!.Suspects, suspect => suspect.Rank == 1);
        var evidence = Assert.Single(suspect.Evidence, one => one.Kind == EvidenceKind.EventPattern);
        Assert.Equal(RequestStory.Id("api"), suspect.Entity);
        Assert.Contains("cannot parse voucher * of customer *", evidence.Sentence, StringComparison.Ordinal);
        Assert.NotEmpty(evidence.Traces);
    }

    [Fact]
    public void Incident_DefectThatMetricsDoNotShow_IsNotFoundByMetricsAlone()
    {
        var silent = Play(new RequestStory(1), hasRequests: false);

        Assert.DoesNotContain(
            silent.Diagnosis!.Suspects, suspect => suspect.Rank == 1 && suspect.Entity == RequestStory.Id("api"));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    public void Incident_OtherOrderAndPartitions_TellsTheSame(int partitions, bool isShuffled)
    {
        var expected = Play(new RequestStory(1), hasRequests: true);

        var actual = Play(new RequestStory(1) { IsShuffled = isShuffled }, hasRequests: true, partitions);

        Assert.Equal(Reasons(expected), Reasons(actual));
    }

    private static Incident Play(RequestStory story, bool hasRequests, int partitions = 1)
    {
        var twin = new LocalTwin(RequestStory.Topology, TwinSettings.Default, partitions);
        for (var second = RequestStory.Step; second <= RequestStory.End; second += RequestStory.Step)
        {
            twin.Observe(story.Samples(second));
            if (hasRequests)
            {
                twin.Receive(story.Signals(second));
            }

            if (RequestStory.At(second) == RequestStory.Complaint.RaisedAt)
            {
                twin.Receive(RequestStory.Complaint);
            }

            twin.Advance(RequestStory.At(second));
        }

        return Assert.Single(twin.Incidents);
    }

    private static List<string> Reasons(Incident incident) =>
    [
        .. incident.Diagnosis!.Suspects.SelectMany(suspect => suspect.Evidence
            .Select(one => $"{suspect.Rank} {suspect.Entity} {one.Kind} {one.Weight} {one.Sentence} "
                + string.Join(' ', one.Traces))),
    ];
}
