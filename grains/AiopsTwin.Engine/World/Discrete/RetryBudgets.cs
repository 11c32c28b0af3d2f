namespace AiopsTwin.Engine.World.Discrete;

/// <summary>What calls may spend on further attempts: each first attempt saves its share of one.</summary>
internal sealed class RetryBudgets(CallGraph graph)
{
    /// <summary>Further attempts a budget may save up.</summary>
    private const double MostSaved = 10;

    private double[] _saved = new double[graph.Count];

    /// <summary>Makes room for every call of the graph.</summary>
    public void Grow() => _saved = DiscreteState.Grown(_saved, graph.Count);

    /// <summary>A first attempt is made.</summary>
    public void Save(int e)
    {
        if (double.IsFinite(graph.RetryBudget[e]))
        {
            _saved[e] = Math.Min(MostSaved, _saved[e] + graph.RetryBudget[e]);
        }
    }

    /// <summary>Spends one further attempt.</summary>
    /// <returns>False when there is none left.</returns>
    public bool TrySpend(int e)
    {
        if (!double.IsFinite(graph.RetryBudget[e]))
        {
            return true;
        }

        var may = _saved[e] >= 1;
        _saved[e] -= may ? 1 : 0;
        return may;
    }
}
