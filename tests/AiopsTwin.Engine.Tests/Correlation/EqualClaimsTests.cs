using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Correlation;

public sealed class EqualClaimsTests
{
    private readonly AlertLedger _alerts = new([]);
    private readonly IncidentBook _book;

    public EqualClaimsTests() => _book = new IncidentBook([], _alerts, CorrelationSettings.Default, 1);

    [Fact]
    public void Choose_OneOrNone_IsThatOne()
    {
        var one = Open("a", 10);

        Assert.Null(EqualClaims.Choose([], _alerts));
        Assert.Same(one, EqualClaims.Choose([one, one], _alerts));
    }

    [Fact]
    public void Choose_OlderOne_IsChosenThoughAnotherDeviatesFurther()
    {
        var older = Open("b", 10);
        var younger = Open("a", 20, score: -40);

        Assert.Same(older, EqualClaims.Choose([younger, older], _alerts));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void Choose_OpenedAtOneInstant_IsTheOneThatDeviatesFurthest(string first, string second)
    {
        var mild = Open(first, 10);
        var clear = Open(second, 10, score: -9);

        Assert.Same(clear, EqualClaims.Choose([mild, clear], _alerts));
    }

    [Fact]
    public void Choose_NothingButNamesTellsApart_IsNone()
    {
        var incidents = new[] { Open("a", 10), Open("b", 10) };

        Assert.Null(EqualClaims.Choose(incidents, _alerts));
    }

    private TrackedIncident Open(string entity, double at, double score = 8)
    {
        var tracked = _alerts.Receive(Signal.Warning(entity, at, MetricCatalog.RequestDuration, score))!;
        var incident = _book.Open(tracked.Alert.StartsAt, tracked.Alert.StartsAt);
        _alerts.Assign(tracked, incident.Id, AlertJoin.Member);
        return incident;
    }
}
