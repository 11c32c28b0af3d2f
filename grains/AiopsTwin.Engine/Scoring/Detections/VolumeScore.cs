namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>
/// VUS-PR, the volume under the surface of precision and recall (Paparrizos, Boniol, Palpanas, Tsay, Elmore and
/// Franklin, "Volume Under the Surface", PVLDB 15(11), 2022, section 4): how well scores order samples, whatever the
/// threshold, with marks that fade out on both sides of an event over a buffer, averaged over buffers of 0 to 100
/// samples. Recall counts the marked weight found times the share of events touched. Deviations: every tenth of the
/// buffers (0, 10, ... 100) instead of each, every threshold instead of 250, and the same largest buffer for all series
/// where the published scorer takes each one's period. O(n log n) a series.
/// </summary>
public static class VolumeScore
{
    private const int LargestBuffer = 100;
    private const int BufferStep = 10;

    /// <summary>Mean over the series that have events; 0 without any.</summary>
    public static double MeanOf(IReadOnlyList<(DetectionSeries Series, float[] Scores)> scored)
    {
        ArgumentNullException.ThrowIfNull(scored);
        var marked = scored.Where(one => !one.Series.Events.IsEmpty).ToList();
        return marked.Count == 0 ? 0 : marked.Average(one => Of(one.Series, one.Scores));
    }

    /// <summary>The volume of one series, in [0, 1]; 0 without events.</summary>
    /// <param name="series">The series.</param>
    /// <param name="scores">One score a sample.</param>
    public static double Of(DetectionSeries series, float[] scores)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(scores);
        var places = PlacesOf(series);
        if (places.Count == 0)
        {
            return 0;
        }

        var order = Enumerable.Range(0, scores.Length).ToArray();
        Array.Sort(order, (left, right) => scores[right] != scores[left]
            ? scores[right].CompareTo(scores[left])
            : left.CompareTo(right));
        var sum = 0.0;
        for (var buffer = 0; buffer <= LargestBuffer; buffer += BufferStep)
        {
            sum += Area(order, scores, places, buffer);
        }

        return sum / ((LargestBuffer / BufferStep) + 1);
    }

    private static double Area(int[] order, float[] scores, List<(int First, int Last)> places, int buffer)
    {
        var (weights, segments, count) = Extend(places, buffer, scores.Length);
        var marked = places.Sum(place => place.Last - place.First + 1);
        var whole = (marked + weights.Sum()) / 2;
        var touched = new bool[count];
        var (found, touchedCount, recall, area) = (0.0, 0, 0.0, 0.0);
        for (var i = 0; i < order.Length; i++)
        {
            var place = order[i];
            found += weights[place];
            if (weights[place] > 0 && !touched[segments[place]])
            {
                touched[segments[place]] = true;
                touchedCount++;
            }

            if (i + 1 < order.Length && scores[order[i + 1]] == scores[place])
            {
                continue;
            }

            var reached = Math.Min(found / whole, 1) * touchedCount / count;
            area += (reached - recall) * (found / (i + 1));
            recall = reached;
        }

        return area;
    }

    /// <summary>The weight of every sample, and the run of weighted samples it is part of.</summary>
    private static (double[] Weights, int[] Segments, int Count) Extend(
        List<(int First, int Last)> places, int buffer, int length)
    {
        var weights = new double[length];
        foreach (var (first, last) in places)
        {
            weights.AsSpan(first, last - first + 1).Fill(1);
            for (var away = 1; away <= buffer / 2; away++)
            {
                var weight = Math.Sqrt(1 - (away / (double)buffer));
                Add(weights, first - away, weight);
                Add(weights, last + away, weight);
            }
        }

        var segments = new int[length];
        var count = 0;
        for (var i = 0; i < length; i++)
        {
            count += weights[i] > 0 && (i == 0 || weights[i - 1] == 0) ? 1 : 0;
            segments[i] = count - 1;
        }

        return (weights, segments, count);
    }

    private static void Add(double[] weights, int place, double weight)
    {
        if (place >= 0 && place < weights.Length)
        {
            weights[place] = Math.Min(1, weights[place] + weight);
        }
    }

    private static List<(int First, int Last)> PlacesOf(DetectionSeries series)
    {
        var places = new List<(int First, int Last)>();
        var next = 0;
        foreach (var marked in series.Events)
        {
            while (next < series.Ticks.Length && series.Ticks[next] < marked.Start)
            {
                next++;
            }

            var first = next;
            while (next < series.Ticks.Length && series.Ticks[next] <= marked.End)
            {
                next++;
            }

            if (next > first)
            {
                places.Add((first, next - 1));
            }
        }

        return places;
    }
}
