using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Tests;

public sealed class AssertionRuleTests
{
    [Fact]
    public void Tests_AllOfTheRepository_ClaimSomething() => Broken.MustBeNone(
        "A test claims something and says so in its name.",
        Repository.TestSources.GroupBy(file => file.Path.Split('/')[1])
            .SelectMany(project => new AssertionRule(project).Check()));

    [Theory]
    [InlineData("[Fact] public void A_B_C() { Run(); }", "claims nothing")]
    [InlineData("[Theory] public void A_B_C() => Outer(); void Outer() => Run();", "claims nothing")]
    [InlineData("[Fact] public void Works() => Assert.True(x);", "is not named")]
    [InlineData("[Fact] public void A_B() => Assert.True(x);", "is not named")]
    public void Check_EmptyOrNamelessTest_IsFound(string test, string complaint)
    {
        var found = new AssertionRule([new SourceFile("tests/A.cs", $"class ATests {{ {test} }}")]).Check();

        Assert.Contains(complaint, Assert.Single(found), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Fact] public void A_B_C() => Outer(); void Outer() => Inner(); void Inner() => Assert.True(x);")]
    [InlineData("[Fact] public async Task A_B_C() => await Expect(page).ToBeVisibleAsync();")]
    public void Check_TestThatClaimsThroughAnother_IsFine(string test)
    {
        var found = new AssertionRule([new SourceFile("tests/A.cs", $"class ATests {{ {test} }}")]).Check();

        Assert.Empty(found);
    }
}
