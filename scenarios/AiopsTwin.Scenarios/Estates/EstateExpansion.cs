using System.Collections.Immutable;
using System.Globalization;
using System.IO.Enumeration;
using System.Text.RegularExpressions;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Source;
using Bogus;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>
/// Writes the <c>generate</c> sections out: fills the placeholders of a template and reads each copy.
/// </summary>
internal sealed partial class EstateExpansion(EstateDraft draft, NameDraws draws, ProblemList problems)
{
    private readonly List<EntityDraft> _entities = [.. draft.Entities];

    /// <summary>All entities: those written, then those generated, in order of the file.</summary>
    public ImmutableArray<EntityDraft> Expand()
    {
        for (var i = 0; i < draft.Generate.Length; i++)
        {
            var section = draft.Generate[i];
            if (_entities.Count + section.Count > problems.Limits.MaxEntities)
            {
                problems.Add(
                    section.Place.Child("count"),
                    $"the estate would have more than {problems.Limits.MaxEntities} entities");
                break;
            }

            var before = problems.Count;
            var hosts = Resolve(section);
            if (problems.Count == before)
            {
                Repeat(section, hosts, draws.For("generate " + i.ToString(CultureInfo.InvariantCulture)));
            }
        }

        return [.. _entities];
    }

    private void Repeat(GenerateDraft section, ImmutableArray<EntityDraft> over, Faker faker)
    {
        var place = section.Place.Child("entity");
        var width = section.Count.ToString(CultureInfo.InvariantCulture).Length;
        for (var k = 0; k < section.Count; k++)
        {
            var number = (k + 1).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
            var values = new TemplateValues(
                number, over.IsEmpty ? null : over[k % over.Length], faker.Company.CompanyName(), faker.Address.City());
            var before = problems.Count;
            var filled = Fill(section.Template, place, values);
            if (problems.Count > before || !EstateFields.Entity.TryRead(filled, place, problems, out var entity))
            {
                // Every further copy would repeat the same problems.
                return;
            }

            _entities.Add(entity);
        }
    }

    private ImmutableArray<EntityDraft> Resolve(GenerateDraft section)
    {
        var found = new SortedDictionary<EntityId, EntityDraft>();
        for (var i = 0; i < section.Over.Length; i++)
        {
            var pattern = section.Over[i];
            var before = found.Count;
            var matches = _entities.Where(entity =>
                FileSystemName.MatchesSimpleExpression(pattern, entity.Id.Text ?? "", ignoreCase: false)).ToArray();
            foreach (var entity in matches)
            {
                found[entity.Id] = entity;
            }

            if (matches.Length == 0)
            {
                problems.Add(section.Place.Child("over").Item(i), $"'{pattern}' matches no entity defined above");
            }
        }

        return [.. found.Values];
    }

    private SourceNode Fill(SourceNode node, Place place, TemplateValues values) => node switch
    {
        SourceText text => text with { Text = Fill(text, place, values) },
        SourceList list => new SourceList(
            list.Line, list.Column, [.. list.Items.Select((item, i) => Fill(item, place.Item(i), values))]),
        SourceMap map => new SourceMap(
            map.Line,
            map.Column,
            [.. map.Entries.Select(entry =>
                entry with { Value = Fill(entry.Value, place.Child(entry.Key.Text), values) })]),
        _ => node,
    };

    private string Fill(SourceText text, Place place, TemplateValues values) =>
        text.Text.Contains('{', StringComparison.Ordinal)
            ? Placeholder().Replace(text.Text, match => Value(match.Groups[1].Value, text, place, values))
            : text.Text;

    private string Value(string name, SourceText text, Place place, TemplateValues values)
    {
        var value = name switch
        {
            "n" => values.Number,
            "company" => values.Company,
            "slug" => NameDraws.Slug(values.Company),
            "city" => values.City,
            "over" => values.Over?.Id.Text,
            "over.name" => values.Over?.Id.Name,
            _ when name.StartsWith("over.", StringComparison.Ordinal) =>
                values.Over?.Labels.GetValueOrDefault(name["over.".Length..]),
            _ => null,
        };
        if (value is null)
        {
            problems.Add(place.At(text), name.StartsWith("over", StringComparison.Ordinal)
                ? $"'{{{name}}}' has no value: there is no 'over', or the entity has no such label"
                : $"'{{{name}}}' is not a placeholder; use n, over, over.name, over.<label>, company, slug or city");
        }

        return value ?? "";
    }

    [GeneratedRegex(@"\{([A-Za-z][A-Za-z0-9._-]*)\}")]
    private static partial Regex Placeholder();

    private sealed record TemplateValues(string Number, EntityDraft? Over, string Company, string City);
}
