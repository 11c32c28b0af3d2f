using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model;

/// <summary>What of an estate stands out. An empty set lets everything pass.</summary>
/// <param name="Kinds">Kinds, sorted.</param>
/// <param name="Healths">States of health, sorted.</param>
public sealed record MapFilter(ImmutableArray<EntityKind> Kinds, ImmutableArray<EntityHealth> Healths)
{
    /// <summary>Everything.</summary>
    public static MapFilter All { get; } = new([], []);

    /// <summary>True when everything passes.</summary>
    public bool IsEmpty => Kinds.IsEmpty && Healths.IsEmpty;

    /// <summary>Kinds as written in an address; empty for all.</summary>
    public string KindText => string.Join(',', Kinds.Select(KindWords.Word));

    /// <summary>States as written in an address; empty for all.</summary>
    public string HealthText => string.Join(',', Healths.Select(HealthWords.Word));

    /// <summary>Reads what an address says; what makes no sense is left out.</summary>
    public static MapFilter Parse(string? kinds, string? healths) =>
        new(Read<EntityKind>(kinds), Read<EntityHealth>(healths));

    /// <summary>True for what stands out.</summary>
    public bool Passes(EntityKind kind, EntityHealth health) =>
        (Kinds.IsEmpty || Kinds.Contains(kind)) && (Healths.IsEmpty || Healths.Contains(health));

    /// <summary>The same with a kind added, or taken out when it was in.</summary>
    public MapFilter Toggle(EntityKind kind) => this with { Kinds = Toggled(Kinds, kind) };

    /// <summary>The same with a state added, or taken out when it was in.</summary>
    public MapFilter Toggle(EntityHealth health) => this with { Healths = Toggled(Healths, health) };

    /// <inheritdoc />
    public bool Equals(MapFilter? other) => other is not null && Kinds.AsSpan().SequenceEqual(other.Kinds.AsSpan())
        && Healths.AsSpan().SequenceEqual(other.Healths.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(KindText, HealthText);

    private static ImmutableArray<T> Toggled<T>(ImmutableArray<T> known, T one) =>
        known.Contains(one) ? known.Remove(one) : [.. known.Add(one).Order()];

    private static ImmutableArray<T> Read<T>(string? text)
        where T : struct, Enum =>
    [
        .. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(word => word.All(char.IsLetter))
            .Select(word => Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value : (T?)null)
            .OfType<T>()
            .Distinct()
            .Order(),
    ];
}
