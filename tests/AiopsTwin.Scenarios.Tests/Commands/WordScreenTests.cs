namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class WordScreenTests
{
    [Fact]
    public async Task Feedback_OfARunningTwin_IsToldWithWhatItTaught()
    {
        using var silo = new StandInSilo(200, """
            {"words":[{"id":"W-1","word":{"kind":"Cause","who":"ana","why":"disk full","at":"2026-03-02T12:00:00Z",
              "subject":"INC-1","cause":"service:db"},"part":null,"insteadOf":"service:web","undoneBy":"",
              "undoneWhy":""}],
             "learned":[{"cause":"service:db","insteadOf":"service:web","corrected":1,"passed":0,"nats":0.69,
              "sentence":"service:db was to blame","words":["W-1"]}]}
            """);

        var (code, output, error) = await CommandRun.Of("feedback", "--silo", silo.Address);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            """
            W-1 cause INC-1 is service:db: disk full (ana, 2026-03-02 12:00:00 UTC; stands)
            learned: service:db was to blame (W-1)

            """,
            output);
    }

    [Fact]
    public async Task Silences_OfARunningTwin_AreToldWithWhatTheyWithhold()
    {
        using var silo = new StandInSilo(200, """
            {"items":[{"silence":{"id":"SIL-1","matchers":[{"field":"kind","pattern":"host","isNegated":false}],
              "from":"2026-03-02T12:00:00Z","until":"2026-03-02T14:00:00Z","author":"ana","comment":"move"},
              "isActive":true,"heldCount":0,"held":[]}]}
            """);

        var (_, output, _) = await CommandRun.Of("silences", "--silo", silo.Address);

        Assert.Equal(
            "SIL-1 in force, 2026-03-02 12:00:00 UTC to 2026-03-02 14:00:00 UTC, withholds 0: kind=host (ana: move)\n",
            output);
    }

    [Fact]
    public async Task Gates_OfARunningTwin_AreToldWithTheirRule()
    {
        using var silo = new StandInSilo(200, """
            {"gates":[{"id":"no-entity","kind":"NoEntity","reason":"it names no entity","isLifted":false,
              "heldCount":1,"held":[]}],"heldCount":1,"heldSoFar":4,"forgotten":0}
            """);

        var (_, output, _) = await CommandRun.Of("gates", "--silo", silo.Address);

        Assert.Equal(
            """
            Gates of twin live hold back 1 firing alerts, 4 so far.
            no-entity holds back 1: it names no entity

            """,
            output);
    }
}
