namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>A body that is not what it claims to be.</summary>
/// <param name="position">Offset in the decompressed body at which reading failed.</param>
/// <param name="reason">What is wrong there.</param>
internal sealed class MalformedBodyException(long position, string reason)
    : Exception($"{reason} at byte {position}")
{
    public long Position { get; } = position;
}
