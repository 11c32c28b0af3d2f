using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Testing;

/// <summary>
/// Topologies from text. Statements are separated by semicolons; each is a chain of terms joined by operators that link
/// what stands before to what stands after: <c>-&gt;</c> calls, <c>?&gt;</c> calls but can do without, <c>~&gt;</c>
/// sends to, <c>@</c> runs on, <c>in</c> stands in, <c>by</c> takes power from, <c>via</c> connects through. A number
/// right after an operator is the coupling (<c>-&gt;0.4</c>). A term is a name, a list of names that are all linked
/// (<c>db1,db2</c>), or names that can stand in for one another (<c>db1|db2</c>; <c>db1|db2|db3/2</c> when two must be
/// healthy). A name without a kind gets one from its beginning, as in <see cref="EstateBuilder"/>.
/// </summary>
public static class Graph
{
    private static readonly (string Sign, DependencyKind Kind, Criticality Criticality)[] Operators =
    [
        ("->", DependencyKind.CallsSync, Criticality.Required),
        ("?>", DependencyKind.CallsSync, Criticality.Optional),
        ("~>", DependencyKind.CallsAsync, Criticality.Required),
        ("@", DependencyKind.RunsOn, Criticality.Required),
        ("in", DependencyKind.InRack, Criticality.Required),
        ("by", DependencyKind.PoweredBy, Criticality.Required),
        ("via", DependencyKind.ConnectsThrough, Criticality.Required),
    ];

    /// <summary>The topology of a text, version 1.</summary>
    /// <exception cref="FormatException">The text has a term where an operator should be, or the other way
    /// round.</exception>
    /// <exception cref="InvalidOperationException">The topology breaks a rule; all problems are listed.</exception>
    public static TopologySnapshot Of(string text)
    {
        var builder = new TopologyBuilder();
        const StringSplitOptions Tidy = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        foreach (var statement in text.Split([';', '\n'], Tidy))
        {
            var words = statement.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Mention(builder, words[0]);
            for (var i = 1; i < words.Length; i += 2)
            {
                if (i + 1 == words.Length)
                {
                    throw new FormatException($"'{statement}' ends with the operator '{words[i]}'.");
                }

                Mention(builder, words[i + 1]);
                Link(builder, words[i - 1], words[i], words[i + 1]);
            }
        }

        return builder.Build();
    }

    /// <summary>The compiled topology of a text.</summary>
    public static TopologyGraph Compile(string text) => TopologyGraph.Compile(Of(text));

    /// <summary>The id of a name of the text.</summary>
    public static EntityId Id(string name) => EstateBuilder.Id(name);

    private static void Mention(TopologyBuilder builder, string term)
    {
        foreach (var name in NamesOf(term))
        {
            builder.Mention(Id(name));
        }
    }

    private static void Link(TopologyBuilder builder, string from, string sign, string to)
    {
        var (text, kind, criticality) = Operators.FirstOrDefault(
            one => sign.StartsWith(one.Sign, StringComparison.Ordinal)
                && (sign.Length == one.Sign.Length || char.IsAsciiDigit(sign[one.Sign.Length])));
        if (text is null)
        {
            throw new FormatException($"'{sign}' is not an operator.");
        }

        var coupling = sign.Length == text.Length
            ? 1
            : double.Parse(sign[text.Length..], CultureInfo.InvariantCulture);
        var isGroup = to.Contains('|', StringComparison.Ordinal);
        foreach (var dependent in NamesOf(from))
        {
            if (isGroup)
            {
                builder.Group(new RedundancyGroup(Id(dependent), to, MinHealthyOf(to)));
            }

            foreach (var on in NamesOf(to))
            {
                builder.Link(new Dependency(Id(dependent), Id(on), kind, coupling, criticality, isGroup ? to : null));
            }
        }
    }

    private static string[] NamesOf(string term) => term.Split('/')[0].Split(',', '|');

    private static int MinHealthyOf(string term) => term.Contains('/', StringComparison.Ordinal)
        ? int.Parse(term.Split('/')[1], CultureInfo.InvariantCulture)
        : 1;
}
