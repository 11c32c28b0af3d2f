namespace AiopsTwin.Engine.Baselines;

/// <summary>How a limited resource is used.</summary>
public enum ResourceKind
{
    /// <summary>Something is kept and stays: space on a volume, a quota, memory that leaks. The day's last value
    /// counts, and more work makes it grow faster.</summary>
    Stock,

    /// <summary>Something is held while work is done: processor, connections, queue lag. The day's 95 % value counts,
    /// and more work raises all of it at once.</summary>
    Flow,
}
