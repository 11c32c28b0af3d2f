namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>Sequences that can be given up.</summary>
internal static class Cancellable
{
    /// <summary>The same sequence; asked for more when it is cancelled, it throws.</summary>
    public static IEnumerable<T> Until<T>(this IEnumerable<T> source, CancellationToken cancellation)
    {
        foreach (var item in source)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return item;
        }
    }
}
