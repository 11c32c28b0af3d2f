using AiopsTwin.Engine.Diagnosis.Trial;

namespace AiopsTwin.Engine.Tests.Diagnosis.Trial;

public sealed class WordStemsTests
{
    [Fact]
    public void Of_IdentifierAndWord_MeetInOneStem()
    {
        var code = WordStems.Of("batchWriter.flushItems()");
        var complaint = WordStems.Of("flushing of items by the batch writers");

        Assert.Superset(new SortedSet<string> { "batch", "flush", "item" }, code);
        Assert.Superset(new SortedSet<string> { "batch", "flush", "item" }, complaint);
    }

    [Fact]
    public void Of_NamesOfOneThing_ShareAMark() =>
        Assert.Single(WordStems.Of("timeout").Intersect(WordStems.Of("deadline")));

    [Fact]
    public void Of_EmptyWords_AreLeftOut() => Assert.Empty(WordStems.Of("the error of it is in a func"));
}
