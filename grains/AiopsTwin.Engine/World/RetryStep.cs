namespace AiopsTwin.Engine.World;

/// <summary>
/// Attempts of a call in a step: the first ones, and those that come back from failures of earlier steps.
/// </summary>
internal sealed class RetryStep(WorldState state, RetryLines lines)
{
    /// <summary>Failures beyond this share feed on themselves: until their retries are even they are followed tick by
    /// tick.</summary>
    private const double RestlessShare = 0.02;

    /// <summary>Share of the first attempts by which retries may be uneven all the same.</summary>
    private const double Nothing = 1e-9;

    private readonly ProcessColumns _columns = state.Processes;
    private readonly CallColumns _calls = state.Calls;
    private readonly CallGraph _graph = state.Map.Graph;

    /// <summary>Attempts per second of a call, before its breaker.</summary>
    /// <param name="e">The call.</param>
    /// <param name="first">First attempts per second.</param>
    /// <param name="mood">What the retries of the caller ask for; added to.</param>
    public double AttemptsOf(int e, double first, ref RetryMood mood)
    {
        mood.IsRestless |= _calls.Open[e] > 0;
        return lines.LevelsOf(e) == 0 ? first : SendAgain(e, first, ref mood);
    }

    /// <summary>Fills the line of a call whose caller slept with what is on its way of an even flow. A line that was
    /// even has that in it: it has stood still while as much came as went.</summary>
    public void LayOut(int e)
    {
        if (lines.LevelsOf(e) > 0 && !_calls.IsEven[e])
        {
            // What is on its way failed as attempts did while nothing moved, not as they do now.
            lines.Empty(e);
            var failures = FailuresOf(e) with { TimedOut = _calls.TimedOutBefore[e], Failed = _calls.FailedBefore[e] };
            Send(e, failures, true);
        }
    }

    /// <summary>
    /// Lets the failures of the step before come back in time, and adds what is due now. Only now is it known how that
    /// step ended, and its attempts met what lay between its begin and its end: half of each.
    /// </summary>
    private double SendAgain(int e, double first, ref RetryMood mood)
    {
        var calls = _calls;
        var failures = FailuresOf(e);
        var meanTimedOut = (failures.TimedOut + calls.TimedOutBefore[e]) / 2;
        var meanFailed = (failures.Failed + calls.FailedBefore[e]) / 2;
        calls.TimedOutBefore[e] = failures.TimedOut;
        calls.FailedBefore[e] = failures.Failed;
        var share = failures.TimedOut + failures.Failed;
        Send(e, failures with { TimedOut = meanTimedOut, Failed = meanFailed }, false);
        var sent = lines.Sent(e);
        var due = lines.Due(e);
        var asked = 0.0;
        foreach (var amount in due)
        {
            asked += amount;
        }

        var grant = calls.RetryGrant[e] = Grant(e, first, asked);
        var isUneven = grant < 1 || Math.Abs(asked - EvenRetries(first, share, sent.Length)) > Nothing * first;
        calls.IsEven[e] = !isUneven;
        mood.IsUneven |= isUneven;
        mood.IsRestless |= isUneven && share > RestlessShare;
        var attempts = first;
        sent[0] = first;
        for (var level = 0; level < due.Length; level++)
        {
            var again = grant * due[level];
            attempts += again;
            if (level + 1 < sent.Length)
            {
                sent[level + 1] = again;
            }
        }

        lines.Turn(e);
        return attempts;
    }

    private static double EvenRetries(double first, double share, int levels)
    {
        var (again, all) = (first, 0.0);
        for (var level = 0; level < levels; level++)
        {
            all += again *= share;
        }

        return all;
    }

    private void Send(int e, in Failures failures, bool isSteady)
    {
        var sent = lines.Sent(e);
        for (var level = 0; level < sent.Length; level++)
        {
            var (timedOut, failed) = (sent[level] * failures.TimedOut, sent[level] * failures.Failed);
            if (timedOut > GammaLaw.Nothing)
            {
                lines.Send(e, level, timedOut, failures.AfterTimeout, isSteady);
            }

            if (failed > GammaLaw.Nothing)
            {
                lines.Send(e, level, failed, failures.AfterError, isSteady);
            }
        }
    }

    private Failures FailuresOf(int e)
    {
        var calls = _calls;
        var passed = 1 - calls.Open[e];
        var connected = passed * (1 - calls.PoolFailure[e]);
        var timedOut = (passed * calls.PoolFailure[e]) + (connected * calls.TimeoutShare[e]);
        var answered = connected * calls.ErrorShare[e];
        var failed = calls.Open[e] + answered;

        // An open breaker fails at once.
        var afterError = answered > 0 ? (calls.AttemptMean[e] + calls.PoolWait[e]) * answered / failed : 0;
        return new Failures(timedOut, failed, calls.GiveUpMean[e] + calls.PoolWait[e], afterError);
    }

    /// <summary>Share of the attempts due that may be made: whoever is dead tries nothing again, and whoever has used
    /// up the budget of this moment gives up.</summary>
    private double Grant(int e, double first, double asked)
    {
        if (_columns.Servers[_graph.From[e]] == 0)
        {
            return 0;
        }

        if (_graph.RetryBudget[e] == double.PositiveInfinity)
        {
            return 1;
        }

        return asked > 0 ? Math.Min(1, _graph.RetryBudget[e] * first / asked) : 1;
    }

    /// <summary>How attempts fail: shares of them, and seconds until they are tried again, before the
    /// backoff.</summary>
    private readonly record struct Failures(double TimedOut, double Failed, double AfterTimeout, double AfterError);
}

/// <summary>What the retries of a caller ask for in the steps to come.</summary>
internal struct RetryMood
{
    /// <summary>True when many attempts fail, and not yet evenly: the caller is followed tick by tick.</summary>
    public bool IsRestless;

    /// <summary>True when retries are not those that go on for ever: some are still on their way, or not yet.</summary>
    public bool IsUneven;
}
