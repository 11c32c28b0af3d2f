
namespace AiopsTwin.Contracts;

/// <summary>The answer to a command: done, or refused for a reason. A refusal is expected and is not an
/// exception.</summary>
/// <param name="IsAccepted">True when the command was carried out.</param>
/// <param name="Reason">Why it was refused, for people; empty when accepted.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.Decision")]
public sealed record Decision([property: Id(0)] bool IsAccepted, [property: Id(1)] string Reason)
{
    /// <summary>Carried out.</summary>
    public static Decision Accepted { get; } = new(true, "");

    /// <summary>Refused, for a reason.</summary>
    public static Decision Refused(string reason) => new(false, reason);
}
