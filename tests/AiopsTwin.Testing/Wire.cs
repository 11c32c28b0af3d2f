using AiopsTwin.Engine.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace AiopsTwin.Testing;

/// <summary>The serializer that grain calls and stored state use, without a cluster around it.</summary>
public static class Wire
{
    private static readonly Serializer Instance = new ServiceCollection()
        .AddSerializer(builder => builder.AddAssembly(typeof(EntityId).Assembly))
        .BuildServiceProvider()
        .GetRequiredService<Serializer>();

    /// <summary>The bytes of a value.</summary>
    public static byte[] Write<T>(T value) => Instance.SerializeToArray(value);

    /// <summary>The value after a journey over the wire.</summary>
    public static T RoundTrip<T>(T value)
        where T : notnull => Instance.Deserialize<T>(Write(value))!;
}
