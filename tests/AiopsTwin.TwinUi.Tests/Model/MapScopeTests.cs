using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model;

/// <summary>Tests of <see cref="MapScope"/>.</summary>
public sealed class MapScopeTests
{
    [Theory]
    [InlineData(null, MapScope.UsualHops)]
    [InlineData("4", 4)]
    [InlineData("0", 1)]
    [InlineData("99", MapScope.MostHops)]
    [InlineData("far", MapScope.UsualHops)]
    public void Parse_Focus_TakesHopsThatMakeSense(string? text, int hops) =>
        Assert.Equal(
            MapScope.Around(Samples.Service("db"), hops), MapScope.Parse("zone:z", "service:db", text, null, null));

    [Fact]
    public void Parse_BeginOfAWayAlone_AwaitsItsEndInTheWholeEstate()
    {
        var scope = MapScope.Parse(null, null, null, "service:web", "nonsense");

        Assert.True(scope.IsAwaitingEnd);
        Assert.True(scope.IsWhole);
        Assert.Empty(scope.Text);
    }

    [Fact]
    public void Parse_Nonsense_IsTheWholeEstate() =>
        Assert.Equal(MapScope.Whole, MapScope.Parse(" ", "what", "1", "where", "there"));

    [Fact]
    public void Text_OtherScopes_Differ()
    {
        var scopes = new[]
        {
            MapScope.Whole, MapScope.In("rack:r1"), MapScope.Around(Samples.Service("db")),
            MapScope.Around(Samples.Service("db"), 3),
            MapScope.Parse(null, null, null, "service:a", "service:b"),
        };

        Assert.Equal(scopes.Length, scopes.Select(scope => scope.Text).Distinct().Count());
    }
}
