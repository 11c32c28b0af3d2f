using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Tests;

public sealed class WaitingRuleTests
{
    [Fact]
    public void Tests_AllOfTheRepository_AwaitEventsAndNoTime() =>
        Broken.MustBeNone("Tests do not sleep.", Repository.TestSources.SelectMany(WaitingRule.Check));

    [Fact]
    public void Primitives_AllOfThem_Exist() =>
        Assert.All(WaitingRule.Primitives, path => Assert.True(Repository.Exists(path), path));

    [Theory]
    [InlineData("await Task.Delay(100);", 1)]
    [InlineData("System.Threading.Thread.Sleep(1);", 1)]
    [InlineData("SpinWait.SpinUntil(() => ready);", 1)]
    [InlineData("await page.WaitForTimeoutAsync(500);", 1)]
    [InlineData("await ready.Task.WaitAsync(limit);", 0)]
    public void Check_Sleep_IsFound(string statement, int expected) =>
        Assert.Equal(
            expected,
            WaitingRule.Check(new SourceFile("tests/A.cs", $"class A {{ async Task B() {{ {statement} }} }}")).Count());
}
