using AiopsTwin.Engine.Diagnosis.Trial;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Diagnosis.Trial;

public sealed class ChangeTrialTests
{
    private const string Timeout = "@@ client @@\n-\ttimeout := 3000\n+\ttimeout := 30\n";
    private const string Style = "@@ view @@\n-\tcolor: red\n+\tcolor: blue\n";

    private static readonly DateTimeOffset Onset = new(2026, 1, 5, 10, 0, 0, TimeSpan.Zero);
    private static readonly EntityId Shop = EntityId.Of(EntityKind.Service, "shop-svc");
    private static readonly EntityId Page = EntityId.Of(EntityKind.Service, "page-svc");

    private readonly List<CodeChange> _changes = [];
    private readonly List<Rollout> _rollouts = [];

    [Fact]
    public void Of_LaterDecoyInOtherWords_NamesTheChangeThatSpeaksOfTheTrouble()
    {
        Deployed("guilty", 8, "tune client", ("shop/client.go", Timeout), Shop);
        Deployed("decoy", 1, "restyle page", ("page/view.css", Style), Page);

        var verdict = ChangeTrial.Of(Case("calls exceed deadline: client timeout"));

        Assert.Equal("guilty", verdict.Culprit?.Id);
        Assert.Contains("8 min before", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ChangeCarriedByALaterRollout_CanBeNamed()
    {
        Written("guilty", 40, "tune client", "shop/client.go", Timeout);
        Deployed("top", 8, "tidy words", ("shop/README.md", Style), Shop);

        Assert.Equal("guilty", ChangeTrial.Of(Case("client timeout")).Culprit?.Id);
    }

    [Fact]
    public void Of_RolloutAfterTheOnset_IsNotAccused()
    {
        Deployed("late", -5, "tune client", ("shop/client.go", Timeout), Shop);

        var verdict = ChangeTrial.Of(Case("client timeout"));

        Assert.Null(verdict.Culprit);
        Assert.Empty(verdict.Accused);
    }

    [Fact]
    public void Of_ManyTimesTheRequests_NamesNoChange()
    {
        Deployed("decoy", 20, "tune client", ("shop/view.go", Timeout), Shop);

        var verdict = ChangeTrial.Of(Case("workers are busy") with { Demand = 12 });

        Assert.Null(verdict.Culprit);
        Assert.Contains("12.0 times the usual requests", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ProviderThatSaysSo_NamesNoChange()
    {
        Deployed("decoy", 20, "tune client", ("shop/view.go", Style), Shop);

        var verdict = ChangeTrial.Of(Case("storage refuses uploads") with
        {
            OwnFailures = ["storage refuses uploads"],
            Notices = [new ProviderNotice(Onset.AddMinutes(-3), "Storage: uploads are refused, elevated errors")],
        });

        Assert.Null(verdict.Culprit);
    }

    [Theory]
    [InlineData("x509: certificate has expired or is not yet valid", true)]
    [InlineData("lookup db: no such host", true)]
    [InlineData("token is expired", false)]
    [InlineData("client timeout", false)]
    public void Of_FailureThatNamesACauseOutsideOfCode_NamesNoChange(string failure, bool isOutside)
    {
        Deployed("decoy", 20, "tune client", ("shop/view.go", Style), Shop);

        var verdict = ChangeTrial.Of(Case(failure) with { OwnFailures = [failure] });

        Assert.Equal(isOutside, verdict.Culprit is null);
    }

    [Fact]
    public void Of_NoticeOfSomethingElse_DoesNotExonerate()
    {
        Deployed("guilty", 8, "tune client", ("shop/client.go", Timeout), Shop);

        var verdict = ChangeTrial.Of(Case("client timeout") with
        {
            OwnFailures = ["client timeout"],
            Notices = [new ProviderNotice(Onset.AddMinutes(-3), "Mail delivery is delayed")],
        });

        Assert.Equal("guilty", verdict.Culprit?.Id);
    }

    [Fact]
    public void Of_DocumentsAlone_NamesNoChange()
    {
        Deployed("words", 30, "describe mail", ("docs/mail.md", Style), Page);

        Assert.Null(ChangeTrial.Of(Case("client timeout")).Culprit);
    }

    [Fact]
    public void Of_AnyOrder_IsTheSame()
    {
        Deployed("a", 8, "tune client", ("shop/client.go", Timeout), Shop);
        Deployed("b", 9, "tune server", ("shop/server.go", Timeout), Shop);
        Deployed("c", 9, "restyle page", ("page/view.css", Style), Page);
        var source = Case("client timeout");

        var reversed = source with
        {
            Changes = [.. source.Changes.Reverse()],
            Rollouts = [.. source.Rollouts.Reverse()],
        };

        Assert.Equal(
            ChangeTrial.Of(source).Accused.Select(one => (one.Change.Id, one.Score)),
            ChangeTrial.Of(reversed).Accused.Select(one => (one.Change.Id, one.Score)));
    }

    private void Written(string id, double minutes, string title, string file, string diff) =>
        _changes.Add(new CodeChange(id, Onset.AddMinutes(-minutes - 2), title, [file], diff));

    private void Deployed(string id, double minutes, string title, (string Path, string Diff) file, EntityId at)
    {
        Written(id, minutes, title, file.Path, file.Diff);
        _rollouts.Add(new Rollout(id, at, Onset.AddMinutes(-minutes)));
    }

    private TrialCase Case(string complaint) =>
        new(Shop, Onset, [.. _changes], [.. _rollouts], [new Clue(complaint, 1)]);
}
