namespace AiopsTwin.Engine.World.Proofs;

/// <summary>
/// Finds what is wrong with entities by their own doing: the disturbances with which the fitted world shows what was
/// observed (the first of the three steps of a counterfactual: Pearl, Causality, 2009, 7.1). Each round plays the world
/// and gives an entity the part of its gap that the gaps of its callees do not explain; what is within an entity's
/// ordinary scatter is none. Only ills are found, never that somebody is better by himself. Cost: a few plays.
/// </summary>
internal sealed class Abduction
{
    private const int Rounds = 3;

    // An entity scatters by one deviation without anything being wrong; the mean over a window by less.
    private const double ScatterShare = 1.5;
    private const double LeastDelayShare = 0.1;
    private const double LeastLoss = 0.005;

    // Below this share, work from outside is what the split of calls over callers left over.
    private const double LeastOutsideShare = 0.15;
    private const double LeastWorkShare = 0.05;
    private const double MostCalling = 20;

    // A caller that suffers less than half of what its callees would do to it tries again or falls back.
    private const double AbsorbedShare = 0.5;
    private const int MostRetries = 3;

    // Half as long again is beyond what scatter and the split of calls over callers bring.
    private const double ImpatientShare = 1.5;

    // Nobody sets a timeout that ordinary answers meet.
    private const double OrdinaryPatience = 4;

    private readonly WorldFit _fit;
    private readonly FittedRun _run;
    private readonly Disturbances _found;
    private readonly int[] _calleesFirst;

    private Abduction(WorldFit fit, FittedRun run)
    {
        (_fit, _run) = (fit, run);
        _found = Disturbances.None(fit);
        _calleesFirst = [.. fit.Map.Graph.Order.Reverse().Select(process => Array.IndexOf(fit.Process, process))];
    }

    private int Pieces => _fit.Observed.Window.Pieces;

    /// <summary>The disturbances, and the play they lead to. Also sets how callers deal with what is gone.</summary>
    public static (Disturbances Found, SimulatedCourse Course) Find(WorldFit fit, FittedRun run)
    {
        var search = new Abduction(fit, run);
        search.TakeSilence();
        search.TakePatience();
        search.TakeWork();
        var course = run.Play(search._found);
        for (var round = 0; round < Rounds; round++)
        {
            search.LetCallersTryAgain(course);
            search.Correct(course);
            search.Forget();
            search.TakeCalling(course);
            course = run.Play(search._found);
        }

        return (search._found, course);
    }

    private void TakeSilence()
    {
        for (var i = 0; i < _fit.Count; i++)
        {
            for (var k = 0; k < Pieces; k++)
            {
                _found.IsGone[_found.Cell(k, i)] = _fit.Observed.Working[i].Silent[k];
            }
        }

        for (var c = 0; c < _fit.Calls.Count; c++)
        {
            var call = _fit.Calls[c];
            if (_fit.Observed.Working[call.To].Silent.Contains(true))
            {
                // How long a caller waits for one that is gone shows in how long the caller then takes.
                var gone = _fit.CallsOf[call.From].Count(one => _fit.Observed.Working[one.To].Silent.Contains(true));
                var longer = Math.Max(0, _fit.Observed.Working[call.From].Latency?.Change ?? 0) / gone;
                _run.PatienceWithGone[c] = Math.Min(WorldFit.PatienceSeconds, longer / call.PerRequest);
            }
        }
    }

    /// <summary>Whoever answers sooner than those it waits for does not wait for them to the end: how long it does is
    /// read off how long it takes.</summary>
    private void TakePatience()
    {
        for (var i = 0; i < _fit.Count; i++)
        {
            var own = Seen(i);
            var slow = _fit.CallsOf[i].Where(call => call.IsAwaited
                && call.PerRequest * Seen(call.To) > ImpatientShare * own).ToList();
            foreach (var call in slow)
            {
                _run.Patience[call.Number] = Math.Min(WorldFit.PatienceSeconds, Math.Max(
                    OrdinaryPatience * _fit.Latencies[call.To], own / slow.Sum(one => one.PerRequest)));
            }
        }
    }

    private double Seen(int i) =>
        _fit.Latencies[i] + Math.Max(0, _fit.Observed.Working[i].Latency?.Change ?? 0);

    /// <summary>Work from outside, where some usually comes: what arrived less what the known callers sent.</summary>
    private void TakeWork()
    {
        for (var i = 0; i < _fit.Count; i++)
        {
            if (!IsEntry(i) || _fit.Observed.Working[i].Rate is not { } rate)
            {
                continue;
            }

            var course = new double[Pieces];
            for (var k = 0; k < Pieces; k++)
            {
                var sent = _fit.CallsTo[i].Sum(call => call.PerRequest
                    * Known(_fit.Observed.Working[call.From].Rate, k, _fit.Rates[call.From]));
                course[k] = Math.Max(0, Known(rate, k, _fit.Rates[i]) - sent);
            }

            if (Math.Abs(course.Average() - _fit.Outside[i]) >= ScatterShare * rate.Scale)
            {
                for (var k = 0; k < Pieces; k++)
                {
                    _found.Outside[_found.Cell(k, i)] = course[k];
                }
            }
        }
    }

    private void LetCallersTryAgain(SimulatedCourse course)
    {
        for (var i = 0; i < _fit.Count; i++)
        {
            if (_fit.Observed.Working[i].Errors is not { } errors || _run.Retries[i] == MostRetries)
            {
                continue;
            }

            var (seen, simulated) = (0.0, 0.0);
            for (var k = 0; k < Pieces; k++)
            {
                seen += LossOf(Known(errors, k, errors.Usual)) / Pieces;
                simulated += course.Loss[_found.Cell(k, i)] / Pieces;
            }

            var brought = simulated - course.UsualLoss[i];
            if (brought > LeastLoss && seen - LossOf(errors.Usual) < AbsorbedShare * brought)
            {
                _run.Retries[i]++;
            }
        }
    }

    private void Correct(SimulatedCourse course)
    {
        var (delays, losses) = (new double[_fit.Count], new double[_fit.Count]);
        for (var k = 0; k < Pieces; k++)
        {
            for (var i = 0; i < _fit.Count; i++)
            {
                var one = _fit.Observed.Working[i];
                var cell = _found.Cell(k, i);
                delays[i] = one.Latency is { } latency && !double.IsNaN(latency.Course[k]) && !one.Silent[k]
                    ? latency.Course[k] - latency.Usual - (course.Latency[cell] - course.UsualLatency[i])
                    : 0;
                losses[i] = one.Errors is { } errors && !double.IsNaN(errors.Course[k]) && !one.Silent[k]
                    ? LossOf(errors.Course[k]) - LossOf(errors.Usual) - (course.Loss[cell] - course.UsualLoss[i])
                    : 0;
            }

            Correct(k, delays, losses);
        }
    }

    /// <summary>Gives everybody his own part of a piece's gaps; a callee that has none to give explains none.</summary>
    private void Correct(int piece, double[] delays, double[] losses)
    {
        foreach (var i in _calleesFirst)
        {
            var (delay, loss) = (delays[i], losses[i]);
            foreach (var call in _fit.CallsOf[i])
            {
                delay -= call.IsAwaited ? call.PerRequest * delays[call.To] : 0;
                loss -= call is { IsAwaited: true, IsRequired: true } ? call.PerRequest * losses[call.To] : 0;
            }

            var cell = _found.Cell(piece, i);
            _found.Delay[cell] = Math.Max(0, _found.Delay[cell] + delay);
            _found.Loss[cell] = Math.Clamp(_found.Loss[cell] + loss, 0, FittedRun.LargestLoss);
        }
    }

    /// <summary>
    /// Work that comes in another amount than the callers would send it: those that are ill by themselves call
    /// otherwise, too; where none is, those that show a sign of their own do (a cache that forgets); where none does,
    /// it comes from outside.
    /// </summary>
    private void TakeCalling(SimulatedCourse course)
    {
        for (var i = 0; i < _fit.Count; i++)
        {
            if (_fit.Observed.Working[i] is not { Rate: { } rate, IsSilent: false } || IsEntry(i))
            {
                continue;
            }

            var gaps = Enumerable.Range(0, Pieces).Select(k => double.IsNaN(rate.Course[k])
                ? 0
                : rate.Course[k] - rate.Usual - (course.Rate[_found.Cell(k, i)] - course.UsualRate[i])).ToArray();
            if (Math.Abs(gaps.Average()) < Math.Max(ScatterShare * rate.Scale, LeastWorkShare * _fit.Rates[i]))
            {
                continue;
            }

            var ill = _fit.CallsTo[i].Where(call => _found.HasAny(call.From)).ToList();
            ill = ill.Count > 0 ? ill
                : [.. _fit.CallsTo[i].Where(call => _fit.Observed.Working[call.From].HasOwnSign)];
            for (var k = 0; k < Pieces; k++)
            {
                Charge(k, i, ill, gaps[k]);
            }
        }
    }

    private bool IsEntry(int i) => _fit.Outside[i] >= LeastOutsideShare * _fit.Rates[i];

    private void Charge(int piece, int number, List<FittedCall> callers, double gap)
    {
        var sent = callers.Sum(call => call.PerRequest * _fit.Rates[call.From]);
        if (sent <= 0)
        {
            var cell = _found.Cell(piece, number);
            _found.Outside[cell] = Math.Max(0, _found.Outside[cell] + gap);
            return;
        }

        foreach (var call in callers)
        {
            var cell = _found.CallCell(piece, call.Number);
            _found.Calling[cell] = Math.Clamp(_found.Calling[cell] + (gap / sent), 0, MostCalling);
        }
    }

    /// <summary>Takes back what is within the ordinary scatter of an entity.</summary>
    private void Forget()
    {
        for (var i = 0; i < _fit.Count; i++)
        {
            var one = _fit.Observed.Working[i];
            var noDelay = Math.Max(LeastDelayShare * _fit.Latencies[i], ScatterShare * (one.Latency?.Scale ?? 0));
            var noLoss = Math.Max(LeastLoss, ScatterShare * (one.Errors?.Scale ?? 0));
            Forget(_found.Delay, i, noDelay);
            Forget(_found.Loss, i, noLoss);
        }
    }

    private void Forget(double[] column, int number, double least)
    {
        // What grows shows at the end of the window, before its mean says much.
        var (all, late, lateFrom) = (0.0, 0.0, Pieces - Math.Max(1, Pieces / 3));
        for (var k = 0; k < Pieces; k++)
        {
            var value = column[_found.Cell(k, number)];
            all += value / Pieces;
            late += k >= lateFrom ? value / (Pieces - lateFrom) : 0;
        }

        for (var k = 0; k < Pieces && Math.Max(all, late) < least; k++)
        {
            column[_found.Cell(k, number)] = 0;
        }
    }

    private static double Known(ObservedCourse? course, int piece, double usual) =>
        course is null || double.IsNaN(course.Course[piece]) ? usual : course.Course[piece];

    private static double LossOf(double errors) =>
        Math.Min(FittedRun.LargestLoss, -Math.Log(1 - Math.Clamp(errors, 0, 0.9999)));
}
