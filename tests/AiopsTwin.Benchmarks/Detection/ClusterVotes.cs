using AiopsTwin.Engine.Scoring.Detections;

namespace AiopsTwin.Benchmarks.Detection;

/// <summary>
/// Anomaly bits as Netdata documents them ("Machine learning (ML) powered anomaly detection", with its defaults):
/// the sample is differenced, smoothed over three and put beside the five before it; eighteen models, one trained every
/// three hours of seconds on every fifth of the last six hours, are two clusters each; a sample is unusual when every
/// model finds it farther from its clusters than ninety-nine hundredths of the way to the farthest it was trained on.
/// What it is trained on lies in Netdata's database and is not counted as its state.
/// </summary>
internal sealed class ClusterVotes : ISampleScorer
{
    private const int Models = 18;
    private const int Clusters = 2;
    private const int Features = 6;
    private const int Smoothed = 3;
    private const int TrainEvery = 10_800;
    private const int Window = 21_600;
    private const int TrainedShare = 5;
    private const int Rounds = 100;
    private const double Unusual = 0.99;

    private readonly Model?[] _models = new Model?[Models];
    private readonly double[] _differences = new double[Smoothed];
    private readonly double[] _newest = new double[Features];
    private readonly float[] _window = new float[Window];
    private double _previous;
    private int _seen;
    private int _trained;

    /// <inheritdoc/>
    public double Score(long ticks, double value)
    {
        Take(value);
        if (++_seen % TrainEvery == 0)
        {
            _models[_trained++ % Models] = Train();
        }

        for (var i = 1; i <= Math.Min(_trained, Models); i++)
        {
            if (_models[(_trained - i) % Models]!.ScoreOf(_newest) < Unusual)
            {
                return 0;
            }
        }

        return _trained > 0 ? 1 : 0;
    }

    private void Take(double value)
    {
        _differences[_seen % Smoothed] = _seen == 0 ? 0 : value - _previous;
        _previous = value;
        Array.Copy(_newest, 1, _newest, 0, Features - 1);
        _newest[^1] = (_differences[0] + _differences[1] + _differences[2]) / Smoothed;
        _window[_seen % Window] = (float)_newest[^1];
    }

    /// <summary>Lloyd's two means.</summary>
    private Model Train()
    {
        var held = Math.Min(_seen, Window);
        var rows = new List<double[]>(held / TrainedShare);
        for (var end = Features; end < held; end += TrainedShare)
        {
            var row = new double[Features];
            for (var i = 0; i < Features; i++)
            {
                row[i] = _window[(_seen - held + end - Features + i) % Window];
            }

            rows.Add(row);
        }

        double[][] centers = [[.. rows[0]], [.. rows[rows.Count / 2]]];
        var sizes = new int[Clusters];
        for (var round = 0; round < Rounds && Move(rows, ref centers, sizes); round++)
        {
            Array.Clear(sizes);
        }

        var distances = rows.Select(row => Model.DistanceOf(centers, row)).ToArray();
        return new Model(centers, distances.Min(), distances.Max());
    }

    /// <summary>Moves each centre to the middle of what is nearest to it. False when none moved.</summary>
    private static bool Move(List<double[]> rows, ref double[][] centers, int[] sizes)
    {
        double[][] sums = [new double[Features], new double[Features]];
        foreach (var row in rows)
        {
            var nearest = Model.Distance(centers[0], row) <= Model.Distance(centers[1], row) ? 0 : 1;
            sizes[nearest]++;
            for (var i = 0; i < Features; i++)
            {
                sums[nearest][i] += row[i];
            }
        }

        var hasMoved = false;
        for (var cluster = 0; cluster < Clusters; cluster++)
        {
            for (var i = 0; i < Features; i++)
            {
                var middle = sizes[cluster] == 0 ? centers[cluster][i] : sums[cluster][i] / sizes[cluster];
                hasMoved |= Math.Abs(middle - centers[cluster][i]) > 1e-9;
                centers[cluster][i] = middle;
            }
        }

        return hasMoved;
    }

    private sealed class Model(double[][] centers, double nearest, double farthest)
    {
        public double ScoreOf(double[] row) =>
            farthest > nearest ? Math.Abs(DistanceOf(centers, row) - nearest) / (farthest - nearest) : 0;

        /// <summary>Mean distance from the centres.</summary>
        public static double DistanceOf(double[][] centers, double[] row)
        {
            var sum = 0.0;
            foreach (var center in centers)
            {
                sum += Distance(center, row);
            }

            return sum / centers.Length;
        }

        public static double Distance(double[] center, double[] row)
        {
            var squares = 0.0;
            for (var i = 0; i < Features; i++)
            {
                squares += (row[i] - center[i]) * (row[i] - center[i]);
            }

            return Math.Sqrt(squares);
        }
    }
}
