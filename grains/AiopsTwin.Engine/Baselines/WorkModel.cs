using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// What a resource is used for: a linear model of its use by the work that arrives, learned online by recursive least
/// squares with a forgetting factor (Plackett, "Some theorems in least squares", Biometrika 1950; Haykin, "Adaptive
/// Filter Theory", chapter 9). It also says how far a state of the work is from those it was learned from. O(k squared)
/// a sample for k kinds of work, k at most 4.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.WorkModel")]
internal sealed class WorkModel
{
    /// <summary>Kinds of work at most.</summary>
    public const int MaxWorks = 4;

    // Variance of a coefficient before anything is seen: as good as unknown, for work and use are about 1 in size.
    private const double Unknown = 1e4;

    /// <summary>Starts with nothing learned.</summary>
    /// <param name="works">Metrics that tell how much work there is, in ordinal order; 1 to 4.</param>
    public WorkModel(string[] works)
    {
        Works = works;
        Sizes = new double[works.Length];
        Weights = new double[works.Length + 1];
        Inverse = new double[Weights.Length * Weights.Length];
        for (var i = 0; i < Weights.Length; i++)
        {
            Inverse[(i * Weights.Length) + i] = Unknown;
        }
    }

    /// <summary>Metrics that tell how much work there is.</summary>
    [Id(0)]
    internal string[] Works { get; private set; }

    /// <summary>Size of each kind of work: its first value that was not zero.</summary>
    [Id(1)]
    internal double[] Sizes { get; private set; }

    /// <summary>Use at rest, then use for each kind of work of its size.</summary>
    [Id(2)]
    internal double[] Weights { get; private set; }

    /// <summary>Inverse of the weighted products of the states seen, row by row.</summary>
    [Id(3)]
    internal double[] Inverse { get; private set; }

    /// <summary>States learned from, counted up to the memory.</summary>
    [Id(4)]
    internal double Samples { get; private set; }

    [Id(5)]
    internal double Mean { get; private set; }

    [Id(6)]
    internal double Variance { get; private set; }

    [Id(7)]
    internal double Unexplained { get; private set; }

    /// <summary>Share of the movement of the use that the work explains, in [0, 1].</summary>
    public double Explained => Variance > 0 ? Math.Clamp(1 - (Unexplained / Variance), 0, 1) : 0;

    /// <summary>The use that goes with a state of the work.</summary>
    /// <param name="state">Room for one more number than kinds of work; the values of the work from the second place
    /// on are brought to size, the first becomes 1.</param>
    /// <param name="leverage">Variance of the answer as a multiple of the residuals' variance, at least 0.</param>
    public double Expect(Span<double> state, out double leverage)
    {
        state[0] = 1;
        for (var i = 1; i < state.Length; i++)
        {
            ref var size = ref Sizes[i - 1];
            size = size == 0 ? Math.Abs(state[i]) : size;
            state[i] = size == 0 ? 0 : state[i] / size;
        }

        var use = 0.0;
        leverage = 0;
        for (var i = 0; i < state.Length; i++)
        {
            use += Weights[i] * state[i];
            leverage += state[i] * Product(i, state);
        }

        leverage = Math.Max(0, leverage);
        return use;
    }

    /// <summary>Learns one state.</summary>
    /// <param name="state">As <see cref="Expect"/> left it.</param>
    /// <param name="use">The use seen.</param>
    /// <param name="residual">Use less the one expected, bounded as the caller sees fit.</param>
    /// <param name="memory">Samples of memory, at least 2.</param>
    /// <param name="share">Share of the usual weight, in (0, 1].</param>
    public void Learn(ReadOnlySpan<double> state, double use, double residual, double memory, double share)
    {
        Span<double> gain = stackalloc double[state.Length];
        var leverage = 0.0;
        for (var i = 0; i < state.Length; i++)
        {
            gain[i] = Product(i, state);
            leverage += state[i] * gain[i];
        }

        var divisor = (1 / share) + leverage;
        // What nothing speaks of any more is not forgotten beyond what was never known.
        var kept = 1 - (1 / memory);
        for (var i = 0; i < state.Length; i++)
        {
            kept = Inverse[(i * state.Length) + i] >= Unknown ? 1 : kept;
        }

        for (var i = 0; i < state.Length; i++)
        {
            Weights[i] += gain[i] / divisor * residual;
        }

        for (var i = 0; i < state.Length; i++)
        {
            for (var j = 0; j < state.Length; j++)
            {
                ref var cell = ref Inverse[(i * state.Length) + j];
                cell = (cell - (gain[i] * gain[j] / divisor)) / kept;
            }
        }

        Samples = Math.Min(Samples + share, memory);
        var step = share / Math.Min(Samples + 1, memory);
        var distance = use - Mean;
        Mean += step * distance;
        Variance += step * ((distance * distance) - Variance);
        Unexplained += step * ((residual * residual) - Unexplained);
    }

    /// <summary>Lets what was learned be uncertain, so that a new relation is learned soon.</summary>
    public void Doubt()
    {
        for (var i = 0; i < Inverse.Length; i++)
        {
            Inverse[i] *= Samples;
        }

        Samples = 1;
    }

    private double Product(int row, ReadOnlySpan<double> state)
    {
        var sum = 0.0;
        for (var j = 0; j < state.Length; j++)
        {
            sum += Inverse[(row * state.Length) + j] * state[j];
        }

        return sum;
    }
}
