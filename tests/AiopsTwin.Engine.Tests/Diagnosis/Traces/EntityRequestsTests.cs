using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis.Traces;

public sealed class EntityRequestsTests
{
    private static readonly EntityId Api = Graph.Id("api");

    // As many durations as recordings keep, so that both judge the same.
    private static readonly RequestSettings Roomy = RequestSettings.Default with { MaxDurations = 256 };

    [Fact]
    public void Find_EntityByEntity_IsWhatRecordingsAreToldOfAllTogether()
    {
        var requests = Story();

        var expected = requests.Compare(300);
        string[] names = ["web", "api", "db"];
        var actual = RequestComparison.Of(
            names.Select(name => Told(requests, Graph.Id(name)).Find(At(300), At(420))));

        Assert.Equal(expected.Changes.Select(Line).Order(), actual.Changes.Select(Line).Order());
        Assert.Equal(expected.Gaps.OrderBy(gap => gap.Callee), actual.Gaps.OrderBy(gap => gap.Callee));
    }

    [Fact]
    public void Snapshot_TakenUpAgain_FindsTheSameAndGoesOn()
    {
        var requests = Story();
        var entity = Told(requests, Api);

        var back = new EntityRequests(Api, Roomy, Wire.RoundTrip(entity.Snapshot()));

        Assert.Equal(Lines(entity.Find(At(300), At(420))), Lines(back.Find(At(300), At(420))));
        Assert.Equal(entity.Tally, back.Tally);
    }

    [Fact]
    public void Take_HoursOfRequests_KeepsMinutesThenQuartersAndABoundedState()
    {
        var settings = RequestSettings.Default with { Minutes = 10, Quarters = 4 };
        var entity = new EntityRequests(Api, settings);
        for (var minute = 0; minute < 300; minute++)
        {
            entity.Take(Batch(minute * 60, $"line {(char)('a' + (minute % 26))} of {minute}"));
        }

        var state = entity.Snapshot();

        Assert.Equal(10, state.Windows.Count(window => !window.IsQuarter));
        Assert.Equal(4, state.Windows.Count(window => window.IsQuarter));
        Assert.Equal(300, entity.Tally.Visits);
    }

    [Fact]
    public void Snapshot_HoursOfABusyEntity_IsSmallerThanItsBound()
    {
        var entity = new EntityRequests(Api, RequestSettings.Default);
        for (var second = 0; second < 4 * 3600; second += 5)
        {
            var batch = Batch(second, "line");
            entity.Take(batch with { Visits = [Busy(batch.Visits[0], second)] });
        }

        var stored = Wire.Write(entity.Snapshot()).Length;

        Assert.True(stored < 128 * 1024, $"{stored} bytes");
    }

    [Fact]
    public void Find_OnsetHoursAgo_StillHasATimeBefore()
    {
        var entity = new EntityRequests(Api, RequestSettings.Default);
        for (var minute = 0; minute < 120; minute++)
        {
            entity.Take(Batch(minute * 60, minute < 60 ? "all is well" : "it is broken"));
        }

        var finding = entity.Find(At(60 * 60), At(120 * 60));

        Assert.Contains(
            finding.Patterns, pattern => pattern.Event.Name == "it is broken" && pattern.Change.Effect > 0.9);
    }

    [Fact]
    public void Take_OldOrFutureVisits_AreCountedAndPassedOver()
    {
        var entity = new EntityRequests(Api, RequestSettings.Default);
        entity.Take(Batch(3600, "now"));

        entity.Take(Batch(60, "long ago") with { Now = At(3600) });
        entity.Take(Batch(7200, "to come") with { Now = At(3600) });

        Assert.Equal(new RequestTally(1, 0, 0, 1, 1, 0), entity.Tally);
    }

    [Fact]
    public void Take_MoreOperationsThanKept_AreCountedAsDropped()
    {
        var entity = new EntityRequests(Api, RequestSettings.Default with { MaxOperations = 2 });

        for (var n = 0; n < 5; n++)
        {
            var batch = Batch(10, "line");
            entity.Take(batch with { Visits = [batch.Visits[0] with { Operation = "op" + (char)('a' + n) }] });
        }

        Assert.Equal(3, entity.Tally.Dropped);
    }

    [Fact]
    public void Find_NewErrorOutsideOfRequests_IsToldOnce()
    {
        var entity = new EntityRequests(Api, RequestSettings.Default);
        for (var minute = 0; minute < 20; minute++)
        {
            entity.Take(new RequestBatch(Api, At(minute * 60), [], [Line(minute, "heart beats", LogSeverity.Info)]));
        }

        for (var n = 0; n < 60; n++)
        {
            entity.Take(new RequestBatch(
                Api, At(1260), [], [Line(20, $"cannot reach license server after {n} tries", LogSeverity.Error)]));
        }

        var change = Assert.Single(entity.Find(At(1200), At(1300)).Changes);

        Assert.Equal(RequestChangeKind.Lines, change.Kind);
        Assert.Equal(
            "logs the error 'cannot reach license server after * tries' 60 times, never before", change.Sentence);
        Assert.InRange(change.Strength, 0.9, 1);
    }

    private static Requests Story()
    {
        var requests = new Requests();
        for (var second = 0.0; second < 400; second += 2)
        {
            requests.Add(
                second, second < 300 ? "INFO Api#10" : "ERROR Api#12", second < 300 ? 2 : 250, second < 300);
        }

        return requests;
    }

    private static EntityRequests Told(Requests requests, EntityId entity)
    {
        var told = new EntityRequests(entity, Roomy);
        told.Take(new RequestBatch(
            entity, At(500), [.. requests.Visits().Where(visit => visit.Entity == entity)], []));
        return told;
    }

    private static RequestBatch Batch(double second, string line) => new(
        Api, At(second),
        [
            new Visit(
                Api, "POST /", At(second), 0.1, 0.1, null, null, [new VisitEvent(VisitEventKind.Logged, line)],
                (ulong)second),
        ],
        []);

    /// <summary>One of four operations, with eight of sixteen events.</summary>
    private static Visit Busy(Visit visit, int second) => visit with
    {
        Operation = $"POST /{(char)('a' + (second / 5 % 4))}",
        Caller = Graph.Id("web"),
        GapSeconds = 0.001,
        Key = (ulong)second * 7919,
        Events =
        [
            .. Enumerable.Range(0, 8).Select(n => new VisitEvent(
                VisitEventKind.Logged, $"template {(char)('a' + ((second + n) % 16))} of a line of words")),
        ],
    };

    private static LooseLine Line(int minute, string body, LogSeverity severity) =>
        LooseLine.Of(new LogRecord(Api, At(minute * 60), severity, body, null, null));

    private static DateTimeOffset At(double second) => Requests.Start.AddSeconds(second);

    private static string Line(RequestChange change) =>
        $"{change.Entity} {change.Kind} {change.Strength:F12} {change.Sentence}";

    private static List<string> Lines(RequestFinding finding) =>
    [
        .. finding.Patterns.Select(pattern => $"{pattern.Sentence} {pattern.Strength}"),
        .. finding.Changes.Select(Line),
        .. finding.Gaps.Select(gap => gap.ToString()),
        .. finding.Callers.Select(caller => caller.Text),
    ];
}
