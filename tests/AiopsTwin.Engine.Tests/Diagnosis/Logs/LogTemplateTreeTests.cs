using AiopsTwin.Engine.Diagnosis.Logs;

namespace AiopsTwin.Engine.Tests.Diagnosis.Logs;

public sealed class LogTemplateTreeTests
{
    [Fact]
    public void Add_SameMessageWithOtherValues_SharesATemplate()
    {
        var tree = new LogTemplateTree();

        var first = tree.Add("paid 12 for order 7 by alice");
        var second = tree.Add("paid 900 for order 8 by bob");

        Assert.Equal(first, second);
        Assert.Equal(1, tree.Count);
    }

    [Fact]
    public void Add_OtherMessageOfTheSameLength_IsATemplateOfItsOwn()
    {
        var tree = new LogTemplateTree();

        var first = tree.Add("payment of order accepted now");
        var second = tree.Add("payment gateway refused the card");

        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Add_BeyondTheLimit_CountsOverflow()
    {
        var tree = new LogTemplateTree(limit: 1);
        tree.Add("one message");

        var beyond = tree.Add("quite another one here");

        Assert.Equal("other", beyond);
        Assert.Equal(1, tree.Count);
        Assert.Equal(1, tree.Overflow);
    }

    [Fact]
    public void Add_EmptyLine_HasATemplate() => Assert.Equal("", new LogTemplateTree().Add(""));
}
