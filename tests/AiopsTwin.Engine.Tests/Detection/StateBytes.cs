using AiopsTwin.Engine.Detection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace AiopsTwin.Engine.Tests.Detection;

/// <summary>A monitor's state by the serializer that stores it and carries it between silos.</summary>
internal static class StateBytes
{
    private static readonly Serializer Serializer =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    public static byte[] Of(EntityMonitorState state) => Serializer.SerializeToArray(state);

    public static EntityMonitorState Read(byte[] bytes) => Serializer.Deserialize<EntityMonitorState>(bytes)!;
}
