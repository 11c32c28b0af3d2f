using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>What the tests of the world share: steady load, an ordinary clock, faults in one line.</summary>
internal static class WorldCase
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly WorldSettings Settings =
        new(Start, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    /// <summary>Work that arrives at an even rate.</summary>
    public static LoadSource Steady(string entry, double rate) =>
        new(EstateBuilder.Id(entry), "steady", rate, 0, 0, 0);

    /// <summary>A fault from its parts.</summary>
    public static FaultSpec Fault(string kind, string target, params (string Name, double Value)[] parameters) =>
        new(
            kind,
            kind,
            [.. target.Split(',').Select(EstateBuilder.Id)],
            null,
            parameters.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal),
            TimeSpan.Zero,
            null);

    /// <summary>The same fault on a link.</summary>
    public static FaultSpec To(this FaultSpec fault, string peer) => fault with { Peer = EstateBuilder.Id(peer) };

    /// <summary>A world with an ordinary clock.</summary>
    public static SimulatedWorld World(Estate estate, params LoadSource[] load) => new(estate, [.. load], 1, Settings);

    /// <summary>Ticks and forgets.</summary>
    public static void Run(this SimulatedWorld world, int ticks)
    {
        for (var i = 0; i < ticks; i++)
        {
            world.Tick();
        }
    }

    /// <summary>All samples of some ticks, as lines: entity, sequence, metric, instant, bits of the value.</summary>
    public static List<string> Record(this SimulatedWorld world, int ticks)
    {
        var lines = new List<string>();
        for (var i = 0; i < ticks; i++)
        {
            foreach (var batch in world.Tick().Batches)
            {
                foreach (var sample in batch.Samples)
                {
                    var number = BitConverter.DoubleToInt64Bits(sample.Value);
                    var bits = number.ToString("x16", CultureInfo.InvariantCulture);
                    lines.Add($"{batch.Entity} {batch.Sequence} {sample.Metric} {sample.At:O} {bits}");
                }
            }
        }

        return lines;
    }

    /// <summary>One hash over many lines.</summary>
    public static ulong Hash(IEnumerable<string> lines) =>
        Engine.Numerics.StableHash.Of(new StringBuilder().AppendJoin('\n', lines).ToString());

    /// <summary>Values of one metric of one entity over some ticks; missing reports are missing.</summary>
    public static List<double> Values(this SimulatedWorld world, int ticks, string entity, string metric)
    {
        var id = EstateBuilder.Id(entity);
        var values = new List<double>();
        for (var i = 0; i < ticks; i++)
        {
            foreach (var batch in world.Tick().Batches.Where(batch => batch.Entity == id))
            {
                values.AddRange(batch.Samples.Where(sample => sample.Metric == metric).Select(sample => sample.Value));
            }
        }

        return values;
    }

    /// <summary>Process number of an entity.</summary>
    public static int Process(this SimulatedWorld world, string name) =>
        world.State.Map.ProcessOf(EstateBuilder.Id(name));
}
