using AiopsTwin.TwinUi.Model.Diagram;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

/// <summary>Tests of <see cref="SceneView"/>.</summary>
public sealed class SceneViewTests
{
    [Fact]
    public void Parse_WhatTextWrote_IsTheSame()
    {
        var view = new SceneView(-12.5, 3040, 0.0625);

        Assert.Equal(view, SceneView.Parse(view.Text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1,2")]
    [InlineData("1,2,3,4")]
    [InlineData("a,b,c")]
    [InlineData("1,2,0")]
    [InlineData("1,2,9")]
    [InlineData("NaN,2,1")]
    public void Parse_Nonsense_IsNothing(string? text) => Assert.Null(SceneView.Parse(text));
}
