using System.Text;
using Bogus;
using StableHash = AiopsTwin.Engine.Numerics.StableHash;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>
/// Names and jitter drawn from Bogus. Every purpose has a faker of its own, seeded from (seed, scope, purpose), never
/// the library's global seed: adding a purpose does not reshuffle the draws of the others.
/// </summary>
internal sealed class NameDraws(ulong seed, string scope)
{
    public ulong Seed { get; } = seed;

    public Faker For(string purpose)
    {
        var mixed = StableHash.Combine(StableHash.Combine(Seed, StableHash.Of(scope)), StableHash.Of(purpose));
        return new Faker("en") { Random = new Randomizer((int)(mixed & 0x7FFFFFFF)) };
    }

    /// <summary>A name as it may stand in an entity id: lower case words with hyphens.</summary>
    public static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().Trim('-');
    }
}
