using AiopsTwin.Engine.Correlation;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class IncidentStoryTests
{
    [Fact]
    public void Sentence_ChangeNamed_NamesTheChangeItsTimeAndTheFigures() => Assert.Equal(
        "The deployment of 11:58:00 UTC on auth (“auth 4.2.1 with a new pool”) is the likely cause of 20 alerts, "
        + "3 entities affected.",
        IncidentStory.Sentence(Samples.Incident()));

    [Fact]
    public void Sentence_Mitigated_SpeaksOfThePast() => Assert.Contains(
        " was the likely cause",
        IncidentStory.Sentence(Samples.Incident() with { State = IncidentState.Mitigated }),
        StringComparison.Ordinal);

    [Fact]
    public void Sentence_NoDiagnosis_NamesNobody() => Assert.Equal(
        "20 alerts, 3 entities affected; no cause is named yet.",
        IncidentStory.Sentence(Samples.Incident() with { Diagnosis = null }));

    [Fact]
    public void Impact_PredictionAndObservation_ShowsAgreementsThenBothKindsOfMisses()
    {
        var rows = IncidentStory.Impact(Samples.Incident());

        Assert.Equal(
            ["auth both", "gateway both", "web observed", "mail predicted"],
            rows.Select(row => row.Entity.Name + row switch
            {
                { Strength: null } => " observed",
                { IsObserved: true } => " both",
                _ => " predicted",
            }));
    }

    [Theory]
    [InlineData(0.86, "strong")]
    [InlineData(0.5, "likely")]
    [InlineData(0.3, "possible")]
    [InlineData(0.1, "weak")]
    public void Confidence_AnyBelief_IsAWord(double posterior, string expected) =>
        Assert.Equal(expected, IncidentStory.Confidence(posterior));
}
