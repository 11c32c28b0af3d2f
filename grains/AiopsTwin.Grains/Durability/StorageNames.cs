namespace AiopsTwin.Grains.Durability;

/// <summary>Names of the storage providers the grains ask for; the host registers them.</summary>
public static class StorageNames
{
    /// <summary>Provider for definitions, partition snapshots, incidents and runs.</summary>
    public const string Twin = "twin";
}
