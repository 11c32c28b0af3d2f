using System.Collections.Immutable;
using System.IO.Enumeration;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>Entities named by id or by patterns with '*'.</summary>
internal static class EntityPatterns
{
    /// <summary>Every entity that one of the patterns names, sorted; a pattern that names none is a problem.</summary>
    /// <param name="patterns">Ids or patterns; an id that is there names itself, whatever is in it.</param>
    /// <param name="entities">Every entity of the estate.</param>
    /// <param name="place">Where the list stands.</param>
    /// <param name="problems">Where to report.</param>
    public static ImmutableArray<EntityId> Resolve(
        ImmutableArray<string> patterns, ImmutableArray<EntityId> entities, Place place, ProblemList problems)
    {
        var found = new SortedSet<EntityId>();
        for (var i = 0; i < patterns.Length; i++)
        {
            var pattern = patterns[i];
            var named = entities.Where(id => id.Text == pattern).ToArray();
            var matches = named.Length > 0 ? named : [.. entities.Where(
                id => FileSystemName.MatchesSimpleExpression(pattern, id.Text, ignoreCase: false))];
            found.UnionWith(matches);
            if (matches.Length == 0)
            {
                problems.Add(place.Item(i), $"'{pattern}' matches no entity of this estate");
            }
        }

        return [.. found];
    }
}
