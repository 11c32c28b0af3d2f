namespace AiopsTwin.Engine.Forecasting.Models;

/// <summary>The models a series is offered, by the seasons it shows.</summary>
internal static class ModelCatalog
{
    /// <summary>Each season back counts four fifths of the one after it: about five seasons are remembered.</summary>
    private const double SeasonMemory = 0.8;

    /// <summary>The models in a fixed order, ties being broken by it.</summary>
    /// <param name="periods">Seasons in steps, ascending; may be empty.</param>
    /// <param name="isPositive">Whether every value is above zero, so that logarithms may be taken.</param>
    public static IReadOnlyList<SeriesModel> For(int[] periods, bool isPositive)
    {
        var models = new List<SeriesModel>();
        void Offer(SeriesModel model)
        {
            models.Add(model);
            if (isPositive)
            {
                models.Add(new OnLogarithms(model));
            }
        }

        Offer(new Autoregression(0, Lags(periods, false)));
        Offer(new Autoregression(0, Lags(periods, true)));
        Offer(new Autoregression(0, 1, 2, 3, 4, 5, 6, 7, 8));
        Offer(new DampedTrend(0.8, 0.9, 0.98));
        Offer(new ThetaLine());
        models.Add(new Naive());
        models.Add(new Drift(int.MaxValue));
        foreach (var period in periods)
        {
            models.Add(new SeasonalNaive(period));
        }

        if (periods.Length > 0)
        {
            var first = periods[0];
            Offer(new Autoregression(0, [.. new SortedSet<int> { 1, 2, 3, first - 1, first, first + 1, 2 * first }
                .Where(lag => lag > 0)]));
            Offer(new Deseasonalised(new ThetaLine(), SeasonMemory, periods));
            Offer(new Deseasonalised(new DampedTrend(0.8, 0.9, 0.98), SeasonMemory, periods));
        }

        if (periods.Length > 1)
        {
            Offer(new Autoregression(periods[^1], 1, 2, periods[0], periods[0] + 1));
        }

        return models;
    }

    /// <summary>The neighbours in time and in season; on request also the quarter and the half of each
    /// season.</summary>
    private static int[] Lags(int[] periods, bool withParts)
    {
        var lags = new SortedSet<int> { 1, 2, 3 };
        foreach (var period in periods)
        {
            lags.UnionWith([period - 1, period, period + 1]);
            if (withParts && period >= 8)
            {
                lags.UnionWith([period / 4, period / 2]);
            }
        }

        lags.Remove(0);
        return [.. lags];
    }
}
