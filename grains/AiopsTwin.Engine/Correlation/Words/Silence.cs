using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Correlation.Words;

/// <summary>One condition of a silence: a field of an alert and what it must read.</summary>
/// <param name="Field">One of <c>entity</c>, <c>kind</c>, <c>name</c>, <c>severity</c>, <c>source</c>, <c>metric</c>,
/// or <c>label.KEY</c> for a label the map gives the entity.</param>
/// <param name="Pattern">The text; <c>*</c> stands for any run of characters. Letters count as they are.</param>
/// <param name="IsNegated">True when it must not read so.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SilenceMatcher")]
public sealed record SilenceMatcher(
    [property: Id(0)] string Field,
    [property: Id(1)] string Pattern,
    [property: Id(2)] bool IsNegated)
{
    /// <summary>Reads <c>field=pattern</c> or <c>field!=pattern</c>; null when the text is neither.</summary>
    public static SilenceMatcher? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sign = text.IndexOf('=', StringComparison.Ordinal);
        if (sign <= 0)
        {
            return null;
        }

        var isNegated = text[sign - 1] == '!';
        var field = text[..(isNegated ? sign - 1 : sign)].Trim();
        return field.Length == 0 ? null : new SilenceMatcher(field, text[(sign + 1)..].Trim(), isNegated);
    }

    /// <summary>The matcher as people write it: <c>entity=service:web*</c>, <c>severity!=critical</c>.</summary>
    public override string ToString() => $"{Field}{(IsNegated ? "!=" : "=")}{Pattern}";
}

/// <summary>A person's rule that withholds matching alerts for a time.</summary>
/// <param name="Id">Its id: <c>SIL-1</c>, <c>SIL-2</c>, …; never reused.</param>
/// <param name="Matchers">Which alerts; all must match.</param>
/// <param name="From">When it begins, inclusive.</param>
/// <param name="Until">When it ends, exclusive.</param>
/// <param name="Author">Who made it.</param>
/// <param name="Comment">Why.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.Silence")]
public sealed record Silence(
    [property: Id(0)] string Id,
    [property: Id(1)] ImmutableArray<SilenceMatcher> Matchers,
    [property: Id(2)] DateTimeOffset From,
    [property: Id(3)] DateTimeOffset Until,
    [property: Id(4)] string Author,
    [property: Id(5)] string Comment)
{
    /// <summary>Who ended it early; empty when nobody did.</summary>
    [Id(6)]
    public string ExpiredBy { get; init; } = "";

    /// <summary>Why it was ended early.</summary>
    [Id(7)]
    public string ExpiredWhy { get; init; } = "";

    /// <summary>True while it withholds what matches.</summary>
    public bool IsActive(DateTimeOffset now) => From <= now && now < Until;
}

/// <summary>An alert that is withheld, and why.</summary>
/// <param name="Alert">The alert, newest record.</param>
/// <param name="Incident">The incident it supports; null when it is in none.</param>
/// <param name="Reason">Why it is withheld, in a sentence.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.HeldAlert")]
public sealed record HeldAlert(
    [property: Id(0)] Alert Alert,
    [property: Id(1)] string? Incident,
    [property: Id(2)] string Reason);

/// <summary>A silence and what it withholds now.</summary>
/// <param name="Silence">The silence.</param>
/// <param name="IsActive">True when it is in force now.</param>
/// <param name="HeldCount">Firing alerts it withholds now.</param>
/// <param name="Held">The first of them, by onset.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SilenceLine")]
public sealed record SilenceLine(
    [property: Id(0)] Silence Silence,
    [property: Id(1)] bool IsActive,
    [property: Id(2)] int HeldCount,
    [property: Id(3)] ImmutableArray<HeldAlert> Held);
