using System.Diagnostics.CodeAnalysis;
using Orleans;

namespace AiopsTwin.Engine.Telemetry;

/// <summary>
/// Stable key of an entity, written <c>kind:name</c> with the kind in lower case (<c>service:checkout</c>).
/// Ordered by ordinal comparison of the whole text; that order is the order of every outward enumeration.
/// The default value is not an id: <see cref="IsNone"/> is true and <see cref="Kind"/> throws.
/// </summary>
[GenerateSerializer, Immutable, Alias("aiopstwin.EntityId")]
public readonly record struct EntityId : IComparable<EntityId>
{
    /// <summary>Longest accepted text, in characters; longer ids are refused at the border.</summary>
    public const int MaxLength = 256;

    private static readonly string[] KindNames = Enum.GetNames<EntityKind>()
        .Select(name => name.ToLowerInvariant()).ToArray();

    private EntityId(string text) => Text = text;

    /// <summary>The whole key, for example <c>host:rack-1-a</c>. Null only in the default value.</summary>
    [Id(0)]
    public string Text { get; init; }

    /// <summary>True for the default value, which names nothing.</summary>
    public bool IsNone => Text is null;

    /// <summary>The kind before the colon.</summary>
    /// <exception cref="InvalidOperationException">The value is the default one.</exception>
    public EntityKind Kind => Text is null
        ? throw new InvalidOperationException("The default EntityId has no kind.")
        : KindOf(Text.AsSpan(0, Text.IndexOf(':', StringComparison.Ordinal)));

    /// <summary>The name after the first colon; it may contain further colons.</summary>
    public string Name => Text is null ? "" : Text[(Text.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Makes an id from its parts.</summary>
    /// <exception cref="ArgumentException">The name is empty, too long or has control characters.</exception>
    public static EntityId Of(EntityKind kind, string name) =>
        TryParse(KindNames[(int)kind] + ":" + name, out var id, out var reason)
            ? id
            : throw new ArgumentException(reason, nameof(name));

    /// <summary>Reads <c>kind:name</c>.</summary>
    /// <exception cref="FormatException">The text is not an entity id; the message says why.</exception>
    public static EntityId Parse(string text) =>
        TryParse(text, out var id, out var reason) ? id : throw new FormatException(reason);

    /// <summary>Reads <c>kind:name</c> without throwing.</summary>
    /// <param name="text">The text; may be null.</param>
    /// <param name="id">The id, or the default value.</param>
    /// <param name="reason">Why the text was refused, or null.</param>
    public static bool TryParse(string? text, out EntityId id, [NotNullWhen(false)] out string? reason)
    {
        id = default;
        reason = null;
        if (string.IsNullOrEmpty(text))
        {
            reason = "an entity id is empty; write kind:name, for example service:checkout";
        }
        else if (text.Length > MaxLength)
        {
            reason = $"an entity id has {text.Length} characters; at most {MaxLength} are allowed";
        }
        else if (HasControls(text))
        {
            reason = "an entity id has control characters";
        }
        else
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || colon == text.Length - 1)
            {
                reason = $"'{text}' is not an entity id; write kind:name, for example service:checkout";
            }
            else if (KindOf(text.AsSpan(0, colon)) < 0)
            {
                reason = $"'{text[..colon]}' is not an entity kind; use one of {string.Join(", ", KindNames)}";
            }
            else
            {
                id = new EntityId(text);
            }
        }

        return reason is null;
    }

    /// <inheritdoc />
    public int CompareTo(EntityId other) => string.CompareOrdinal(Text, other.Text);

    // What char.IsControl says of each; an id is read for every alert of a storm.
    private static bool HasControls(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('\0', '\u001f') || text.ContainsAnyInRange('\u007f', '\u009f');

    // Compared in place: the kind is asked for both ends of every link, and copies would be a million strings.
    private static EntityKind KindOf(ReadOnlySpan<char> name)
    {
        for (var kind = 0; kind < KindNames.Length; kind++)
        {
            if (name.SequenceEqual(KindNames[kind]))
            {
                return (EntityKind)kind;
            }
        }

        return (EntityKind)(-1);
    }

    /// <summary>True when the left id sorts before the right one.</summary>
    public static bool operator <(EntityId left, EntityId right) => left.CompareTo(right) < 0;

    /// <summary>True when the left id sorts before the right one or equals it.</summary>
    public static bool operator <=(EntityId left, EntityId right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left id sorts after the right one.</summary>
    public static bool operator >(EntityId left, EntityId right) => left.CompareTo(right) > 0;

    /// <summary>True when the left id sorts after the right one or equals it.</summary>
    public static bool operator >=(EntityId left, EntityId right) => left.CompareTo(right) >= 0;

    /// <summary>The whole key; empty for the default value.</summary>
    public override string ToString() => Text ?? "";
}
