using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

public sealed class VoiceStateTests
{
    [Fact]
    public void State_OfATwinNobodySpokeTo_HasAnEmptyVoiceAfterTheWire()
    {
        var state = Wire.RoundTrip(new TwinBrainState());

        Assert.Empty(state.Voice.Feedback);
        Assert.Empty(state.Voice.Silences);
        Assert.Equal((1, 1), (state.Voice.NextWord, state.Voice.NextSilence));
        Assert.Equal(WordSettings.Default, Wire.RoundTrip(TwinSettings.Default).Words);
    }
}
