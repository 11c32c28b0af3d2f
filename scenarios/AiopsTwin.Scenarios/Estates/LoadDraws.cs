using System.Collections.Immutable;
using System.IO.Enumeration;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>
/// Makes the load of a run from what is written: jitter, and the customers a source is split into, are drawn by a faker
/// of the source's own, so that adding a source does not change the others.
/// </summary>
internal static class LoadDraws
{
    /// <summary>The sources of a run, in order of the file, then of the entries.</summary>
    public static ImmutableArray<LoadSource> Draw(
        ImmutableArray<LoadDraft> drafts, EntityId[] working, NameDraws draws) =>
        [.. drafts.SelectMany(draft => Entries(draft, working).SelectMany(entry => Draw(draft, entry, draws)))];

    /// <summary>Reports sources that enter nowhere.</summary>
    public static void Check(ImmutableArray<LoadDraft> drafts, EntityId[] working, ProblemList problems)
    {
        foreach (var load in drafts.Where(load => load.Entry.Length > 0 && !Entries(load, working).Any()))
        {
            problems.Add(load.Place.Child("entry"), $"'{load.Entry}' is no entity of the estate that has a process");
        }
    }

    /// <summary>The working entities a source enters at; empty when the pattern matches none.</summary>
    public static IEnumerable<EntityId> Entries(LoadDraft draft, IEnumerable<EntityId> working) =>
        working.Where(entity => FileSystemName.MatchesSimpleExpression(draft.Entry, entity.Text, ignoreCase: false));

    private static IEnumerable<LoadSource> Draw(LoadDraft draft, EntityId entry, NameDraws draws)
    {
        var random = draws.For($"load {entry} {draft.Name}").Random;
        var rate = draft.Rate * (1 + draft.Jitter.Rate * Signed(random));
        var peak = Hour(draft.PeakHour + draft.Jitter.PeakHour * Signed(random));
        var source = new LoadSource(entry, draft.Name, rate, draft.DailyAmplitude, peak, draft.Noise);
        return draft.Customers == 0 ? [source] : Split(source, draft, draws);
    }

    private static IEnumerable<LoadSource> Split(LoadSource source, LoadDraft draft, NameDraws draws)
    {
        var faker = draws.For($"customers {source.Entry} {draft.Name}");
        var names = new SortedSet<string>(StringComparer.Ordinal);
        while (names.Count < draft.Customers)
        {
            var name = faker.Company.CompanyName();
            names.Add(names.Contains(name) ? $"{name} {faker.Address.City()} {names.Count}" : name);
        }

        // Sizes within a factor of three: a few big customers, many small ones, none of them negligible.
        var sizes = names.Select(_ => faker.Random.Double(0.5, 1.5)).ToArray();
        var total = sizes.Sum();
        return names.Zip(sizes, (name, size) => source with
        {
            Name = $"{source.Name}: {name}",
            RatePerSecond = source.RatePerSecond * size / total,
            PeakHour = Hour(source.PeakHour + draft.Jitter.PeakHour * Signed(faker.Random)),
        }).ToArray();
    }

    private static double Signed(Bogus.Randomizer random) => random.Double(-1, 1);

    private static double Hour(double hour) => ((hour % 24) + 24) % 24;
}
