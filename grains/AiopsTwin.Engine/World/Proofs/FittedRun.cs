namespace AiopsTwin.Engine.World.Proofs;

/// <summary>What a simulation showed: means by piece, then number; and what was usual in it.</summary>
internal sealed class SimulatedCourse(int cells, int count)
{
    /// <summary>Response time, in seconds.</summary>
    public double[] Latency { get; } = new double[cells];

    /// <summary>Failures, as minus the logarithm of success.</summary>
    public double[] Loss { get; } = new double[cells];

    /// <summary>Requests per second.</summary>
    public double[] Rate { get; } = new double[cells];

    /// <summary>The response time before the window.</summary>
    public double[] UsualLatency { get; } = new double[count];

    /// <summary>Failures before the window.</summary>
    public double[] UsualLoss { get; } = new double[count];

    /// <summary>Requests per second before the window.</summary>
    public double[] UsualRate { get; } = new double[count];
}

/// <summary>
/// Plays the fitted world with disturbances, from rest before the window to its end: the steps of
/// <see cref="SimulatedWorld"/> without its noise. O(steps x (entities + calls)).
/// </summary>
internal sealed class FittedRun(WorldFit fit)
{
    // Queues of ordinary use are at rest after some hundred service times; two minutes are that for half a second.
    private const int RestSteps = 24;
    private const double StepSeconds = 5;

    // Implicit steps are stable at any length; longer pieces get longer steps, not more.
    private const int MostStepsOfPiece = 12;

    /// <summary>One success in a thousand: beyond that, what is counted is noise, and whoever fails wholly would seem
    /// to fail less than what it calls.</summary>
    public const double LargestLoss = 6.9;


    // What a caller waits at least to learn that nobody is there.
    private const double LeastPatience = 0.002;

    /// <summary>How often callers try once more, by caller; found with the disturbances.</summary>
    public int[] Retries { get; } = new int[fit.Count];

    /// <summary>How long a caller waits for a callee that is gone, by call; found with the disturbances.</summary>
    public double[] PatienceWithGone { get; } = [.. fit.Calls.Select(_ => WorldFit.PatienceSeconds)];

    /// <summary>How long a caller waits for a callee that is there, by call; found with the disturbances.</summary>
    public double[] Patience { get; } = [.. fit.Calls.Select(_ => WorldFit.PatienceSeconds)];

    /// <summary>Steps played so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Plays.</summary>
    public SimulatedCourse Play(Disturbances disturbances)
    {
        var play = new OnePlay(this, fit, disturbances);
        var course = play.Run();
        Steps += play.Steps;
        return course;
    }

    private sealed class OnePlay
    {
        private readonly FittedRun _run;
        private readonly WorldFit _fit;
        private readonly Disturbances _disturbances;
        private readonly WorldState _state;
        private readonly WorldStep _step;
        private readonly SimulatedCourse _course;

        public OnePlay(FittedRun run, WorldFit fit, Disturbances disturbances)
        {
            (_run, _fit, _disturbances) = (run, fit, disturbances);
            _state = new WorldState(fit.Map, fit.Tables);
            _step = new WorldStep(_state, null);
            _course = new SimulatedCourse(disturbances.Delay.Length, fit.Count);
        }

        public int Steps { get; private set; }

        public SimulatedCourse Run()
        {
            Set(-1, StepSeconds);
            for (var step = 0; step < RestSteps; step++)
            {
                Step(StepSeconds);
            }

            for (var i = 0; i < _fit.Count; i++)
            {
                var p = _fit.Process[i];
                _course.UsualLatency[i] = _state.Processes.ResponseMean[p];
                _course.UsualLoss[i] = LossOf(p);
                _course.UsualRate[i] = _state.Processes.Inflow[p];
            }

            var window = _fit.Observed.Window;
            var steps = Math.Clamp(
                (int)Math.Ceiling(window.Piece.TotalSeconds / StepSeconds), 1, MostStepsOfPiece);
            for (var piece = 0; piece < window.Pieces; piece++)
            {
                Set(piece, window.Piece.TotalSeconds / steps);
                for (var step = 0; step < steps; step++)
                {
                    Step(window.Piece.TotalSeconds / steps);
                    Add(piece, steps);
                }
            }

            return _course;
        }

        private void Step(double seconds)
        {
            _step.Run(seconds, isFirst: true);
            Steps++;
        }

        /// <summary>Lays the disturbances of a piece over the world; before the first there are none.</summary>
        private void Set(int piece, double stepSeconds)
        {
            var overlay = _state.Impairments;
            overlay.Clear();
            _state.HasLoadMoved = true;
            for (var i = 0; i < _fit.Count; i++)
            {
                var p = _fit.Process[i];
                var cell = Math.Max(0, _disturbances.Cell(piece, i));
                _state.Processes.External[p] = piece < 0 ? _fit.Outside[i] : _disturbances.Outside[cell];
                overlay.ErrorAdd[p] = piece < 0 ? 0 : 1 - Math.Exp(-_disturbances.Loss[cell]);
                overlay.IsDown[_fit.Map.ProcessNode[p]] = piece >= 0 && _disturbances.IsGone[cell];
            }

            for (var e = 0; e < _fit.FittedCallOf.Length; e++)
            {
                var call = _fit.Calls[_fit.FittedCallOf[e]];
                overlay.Calls.Retries[e] = call.IsAwaited ? _run.Retries[call.From] : 0;
                overlay.Calls.Timeout[e] = _run.Patience[call.Number];
                if (piece >= 0)
                {
                    var cell = _disturbances.Cell(piece, call.To);
                    overlay.Calls.Weight[e] = _disturbances.Calling[
                        _disturbances.CallCell(piece, call.Number)];
                    overlay.Calls.DelaySeconds[e] = _disturbances.Delay[cell];
                    overlay.Calls.Timeout[e] = _disturbances.IsGone[cell]
                        ? Math.Max(LeastPatience, _run.PatienceWithGone[call.Number])
                        : _run.Patience[call.Number];
                }
            }

            _step.Refresh(stepSeconds);
        }

        private void Add(int piece, int steps)
        {
            var columns = _state.Processes;
            for (var i = 0; i < _fit.Count; i++)
            {
                var (p, cell) = (_fit.Process[i], _disturbances.Cell(piece, i));
                _course.Latency[cell] += (columns.ResponseMean[p] + _disturbances.Delay[cell]) / steps;
                _course.Loss[cell] += LossOf(p) / steps;
                _course.Rate[cell] += columns.Inflow[p] / steps;
            }
        }

        private double LossOf(int p) => Math.Min(LargestLoss, -Math.Log(Math.Max(1e-12, _state.Processes.Success[p])));
    }
}
