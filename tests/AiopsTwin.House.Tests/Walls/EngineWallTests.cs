using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis;

namespace AiopsTwin.House.Tests.Walls;

/// <summary>The arrows of <see cref="EngineArrows"/>, held against what the compiler makes of the Engine.</summary>
public sealed class EngineWallTests
{
    [Fact]
    public void Engine_EveryRoom_NamesOnlyRoomsItMay() => Broken.MustBeNone(
        "The detective never reads the script, and arrows inside the Engine point one way.",
        Check(Repository.Sources.Where(IsEngine)));

    [Fact]
    public void Engine_EveryFolder_IsAKnownRoom()
    {
        var rooms = Repository.Sources
            .Where(IsEngine)
            .Select(file => file.Path.Split('/')[2]).Distinct();

        Assert.Empty(rooms.Except(EngineArrows.AboveTheWall.Concat(EngineArrows.BelowTheWall)));
    }

    [Theory]
    [InlineData("using AiopsTwin.Engine.World; class A { Script B = new(); }", 1)]
    [InlineData("class A { object B = global::AiopsTwin.Engine.World.Script.Make(); }", 1)]
    [InlineData("class A { void B(Telemetry.Sample c) { var d = c.Origin; } }", 1)]
    [InlineData("/// <summary><see cref=\"World.Script\"/></summary>\nclass A;", 1)]
    [InlineData("class A { object B = new Telemetry.Sample(); }", 0)]
    public void Check_TwinThatNamesTheWorld_IsFound(string body, int expected)
    {
        SourceFile[] files =
        [
            new("grains/AiopsTwin.Engine/Diagnosis/A.cs", $"namespace AiopsTwin.Engine.Diagnosis {{ {body} }}"),
            new("grains/AiopsTwin.Engine/World/Script.cs",
                "namespace AiopsTwin.Engine.World { class Script { public static Script Make() => new(); } }"),
            new("grains/AiopsTwin.Engine/World/Sample.cs",
                "namespace AiopsTwin.Engine.Telemetry { class Sample { public World.Script Origin = new(); } }"),
        ];

        var found = Check(files).Where(line => line.Contains("Diagnosis/A.cs", StringComparison.Ordinal));

        Assert.Equal(expected, found.Count());
    }

    private static bool IsEngine(SourceFile file) =>
        file.Path.StartsWith("grains/AiopsTwin.Engine/", StringComparison.Ordinal);

    private static IEnumerable<string> Check(IEnumerable<SourceFile> files)
    {
        var sources = files.ToArray();
        var names = NamedTypes.Of(sources);
        return from file in sources
               let room = file.Path.Split('/')[2]
               from named in names.In(file)
               let other = EngineArrows.RoomOf(named.Type.ContainingNamespace?.ToDisplayString())
               where other is not null && !EngineArrows.Allows(room, other)
               select $"{named.Place}: {room} names {named.Type.Name} of {other}";
    }
}
