namespace AiopsTwin.Silo.Tests.Support;

internal static class Topologies
{
    /// <summary>web relies on db; both are services.</summary>
    public static object Small { get; } = new
    {
        format = 1,
        name = "small",
        entities = new object[]
        {
            new { id = "service:db" },
            new { id = "service:web", dependsOn = new object[] { new { to = "service:db" } } },
        },
    };
}
