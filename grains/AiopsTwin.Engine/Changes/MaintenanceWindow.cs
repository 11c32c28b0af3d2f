using System.Globalization;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Changes;

/// <summary>
/// Planned work on an entity: a change that says in its attribute <see cref="UntilAttribute"/> when the work will be
/// over. What the work brings about is expected meanwhile, and nobody is told of it.
/// </summary>
/// <param name="Entity">What is worked on.</param>
/// <param name="From">When the work begins; the instant of the change.</param>
/// <param name="Until">When it is over.</param>
/// <param name="Title">What the change calls it.</param>
public sealed record MaintenanceWindow(EntityId Entity, DateTimeOffset From, DateTimeOffset Until, string Title)
{
    /// <summary>The attribute of a change that makes it a window: an instant as of RFC 3339.</summary>
    public const string UntilAttribute = "maintenance.until";

    /// <summary>The longest window accepted: what is planned for longer is a state, and nobody should be blind to an
    /// entity for good because of a slip of the pen. 7 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>The window a change announces; null when it announces none, or one that does not end after it begins or
    /// lasts longer than <see cref="Longest"/>.</summary>
    public static MaintenanceWindow? Of(ChangeEvent change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change.Attributes.TryGetValue(UntilAttribute, out var text)
            && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var until)
            && until > change.At && until - change.At <= Longest
            ? new MaintenanceWindow(change.Entity, change.At, until, change.Title)
            : null;
    }
}
