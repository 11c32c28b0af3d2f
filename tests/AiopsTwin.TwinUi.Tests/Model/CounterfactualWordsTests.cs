using AiopsTwin.Engine.Correlation;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class CounterfactualWordsTests
{
    [Theory]
    [InlineData(EffectKind.Slow, 0.25, "250 ms")]
    [InlineData(EffectKind.Failing, 0.2, "20 %")]
    [InlineData(EffectKind.Work, 50, "50/s")]
    [InlineData(EffectKind.Silent, 1, "silent")]
    [InlineData(EffectKind.Silent, 0, "there")]
    public void Value_OfAKind_HasItsUnit(EffectKind kind, double value, string expected) =>
        Assert.Equal(expected, CounterfactualWords.Value(kind, value));

    [Theory]
    [InlineData(true, true, true, "✓ vanishes, and is brought about")]
    [InlineData(true, true, false, "✓ vanishes")]
    [InlineData(true, false, true, "– stays, though it is brought about")]
    [InlineData(true, false, false, "– stays")]
    [InlineData(false, false, false, "✗ predicted, but all is well")]
    public void Fate_OfAnEffect_IsTold(bool isSymptom, bool vanishes, bool isReproduced, string expected)
    {
        var effect = new CounterfactualEffect(
            Samples.Service("db"), EffectKind.Slow, 0, 1, 0, 1, isSymptom, vanishes, isReproduced);

        Assert.Equal(expected, CounterfactualWords.Fate(effect));
    }

    [Fact]
    public void Trust_OfAProof_TellsWhatItCannotShow()
    {
        var proof = Samples.Proof(9, 10);

        Assert.EndsWith(
            "2 entities that alerted have trouble of a sort it cannot show.",
            CounterfactualWords.Trust(proof with { Counts = proof.Counts! with { Outside = 2 } }),
            StringComparison.Ordinal);
        Assert.EndsWith("120 steps.", CounterfactualWords.Trust(proof), StringComparison.Ordinal);
    }
}
