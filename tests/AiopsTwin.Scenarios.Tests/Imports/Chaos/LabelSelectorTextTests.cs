using AiopsTwin.Scenarios.Imports.Chaos;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Tests.Imports.Chaos;

public sealed class LabelSelectorTextTests
{
    [Theory]
    [InlineData("app=cart", "app:cart")]
    [InlineData("app==cart, tier!=web", "app:cart !tier:web")]
    [InlineData("zone in (a, b),app notin (c),old,!new", "zone:a|b !app:c old: !new:")]
    public void Parse_ASelector_GivesItsTerms(string text, string expected)
    {
        var terms = LabelSelectorText.Parse(text, new Place(1, 1, ""), new ProblemList("x", SourceLimits.Default));

        Assert.Equal(expected, string.Join(' ', terms.Select(
            term => $"{(term.IsNegated ? "!" : "")}{term.Key}:{string.Join('|', term.Values)}")));
    }

    [Theory]
    [InlineData("=cart")]
    [InlineData("app in cart")]
    public void Parse_WhatIsNoTerm_IsRefused(string text)
    {
        var problems = new ProblemList("x", SourceLimits.Default);

        LabelSelectorText.Parse(text, new Place(1, 1, ""), problems);

        Assert.Contains("is not a term of a label selector", Assert.Single(problems.ToSorted()).Reason,
            StringComparison.Ordinal);
    }
}
