using BenchmarkDotNet.Running;

namespace AiopsTwin.Benchmarks;

/// <summary>Plain verbs print one JSON object about a whole process; anything else goes to BenchmarkDotNet.</summary>
public static class Program
{
    // One line per verb; a verb takes the arguments behind it and returns the exit code.
    private static readonly Dictionary<string, Func<string[], int>> Verbs = new(StringComparer.Ordinal)
    {
        ["detect"] = Detection.DetectBench.Run,
        ["diagnosis"] = Diagnosing.DiagnosisBench.Run,
        ["flood"] = Propagation.FloodBench.Run,
        ["grain-memory"] = Grains.GrainMemoryBench.Run,
        ["grain-flood"] = Grains.GrainFloodBench.Run,
        ["map"] = Maps.MapBench.Run,
        ["proof"] = Proofs.ProofBench.Run,
        ["storm"] = Storms.StormBench.Run,
    };

    public static int Main(string[] args)
    {
        if (args is [var verb, .. var rest] && Verbs.TryGetValue(verb, out var run))
        {
            return run(rest);
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
    }
}
