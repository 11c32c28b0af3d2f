using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis;

namespace AiopsTwin.House.Tests.Walls;

/// <summary>Walls between rooms of one project (grains/AiopsTwin.Grains, silo/Ingest), where project references cannot
/// hold them.</summary>
public sealed class RoomWallTests
{
    private static readonly string[] Decoders = ["Decoder", "Reader", "Body", "Labels", "Names", "Metrics", "Metric"];

    [Fact]
    public void Grains_OutsideRuns_KnowNeitherTheWorldNorItsFaults() => Broken.MustBeNone(
        "Only a run holds both a world and a twin.",
        Check("grains/AiopsTwin.Grains/", "AiopsTwin.Grains", AGrainThatKnowsTheScript));

    [Fact]
    public void Ingest_EveryFile_KnowsNoGrainClass() => Broken.MustBeNone(
        "Ingest hands batches to the gateway and knows no grain class.",
        Check("silo/Ingest/", "AiopsTwin.Silo", ADecoderThatKnowsAGrain));

    [Theory]
    [InlineData("grains/AiopsTwin.Grains/Twins/A.cs", "AiopsTwin.Engine.World", "SimulatedWorld", true)]
    [InlineData("grains/AiopsTwin.Grains/Runs/A.cs", "AiopsTwin.Engine.World", "SimulatedWorld", false)]
    [InlineData("grains/AiopsTwin.Grains/Twins/A.cs", "AiopsTwin.Engine.Detection", "EntityMonitor", false)]
    public void AGrainThatKnowsTheScript_TypeOfTheWorld_IsOneOutsideRuns(
        string path, string space, string name, bool expected) =>
        Assert.Equal(expected, AGrainThatKnowsTheScript(path, space, name));

    [Theory]
    [InlineData("silo/Ingest/RemoteWrite/A.cs", "AiopsTwin.Grains.Entities", "EntityGrain", true)]
    [InlineData("silo/Ingest/RemoteWrite/RemoteWriteDecoder.cs", "AiopsTwin.Contracts.Twins", "ITwinGateway", true)]
    [InlineData("silo/Ingest/RemoteWrite/RemoteWriteEndpoint.cs", "AiopsTwin.Contracts.Twins", "ITwinGateway", false)]
    [InlineData("silo/Ingest/RemoteWrite/RemoteWriteDecoder.cs", "AiopsTwin.Engine.Telemetry", "Sample", false)]
    public void ADecoderThatKnowsAGrain_GrainOrGateway_IsOne(string path, string space, string name, bool expected) =>
        Assert.Equal(expected, ADecoderThatKnowsAGrain(path, space, name));

    private static bool AGrainThatKnowsTheScript(string path, string space, string name) =>
        !path.StartsWith("grains/AiopsTwin.Grains/Runs/", StringComparison.Ordinal)
        && EngineArrows.RoomOf(space) is { } room
        && EngineArrows.BelowTheWall.Contains(room)
        && name.Length > 0;

    private static bool ADecoderThatKnowsAGrain(string path, string space, string name)
    {
        var isDecoder = Decoders.Any(
            word => Path.GetFileNameWithoutExtension(path).EndsWith(word, StringComparison.Ordinal));
        return space.StartsWith("AiopsTwin.Grains", StringComparison.Ordinal)
            || (isDecoder && (space.StartsWith("AiopsTwin.Contracts", StringComparison.Ordinal)
                || space.StartsWith("Orleans", StringComparison.Ordinal)
                || name.EndsWith("Grain", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Check(string folder, string project, Func<string, string, string, bool> isWrong)
    {
        var prefix = project == "AiopsTwin.Silo" ? "silo/" : $"grains/{project}/";
        var sources = Repository.Sources
            .Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
        var names = NamedTypes.Of(sources);
        return from file in sources
               where file.Path.StartsWith(folder, StringComparison.Ordinal)
               from named in names.In(file)
               let space = named.Type.ContainingNamespace?.ToDisplayString() ?? ""
               where isWrong(file.Path, space, named.Type.Name)
               select $"{named.Place}: names {space}.{named.Type.Name}";
    }
}
