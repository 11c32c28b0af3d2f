using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>The fields that say how calls travel over a link.</summary>
internal static class CallFields
{
    public static readonly Field<double> Calls = new(
        "calls", Types.Number(NumberRange.Positive), "Mean calls per request of the caller. Default 1.");

    public static readonly Field<int> Stage = new(
        "stage", Types.Integer(0, 1000), "Calls of one stage run in parallel, stages one after the other. Default 1.");

    public static readonly Field<TimeSpan> Timeout = new(
        "timeout", Types.PositiveDuration, "How long the caller waits for one attempt. Default 2s.");

    public static readonly Field<int> Retries = new(
        "retries", Types.Integer(0, 100), "Further attempts after the first. Default 0.");

    public static readonly Field<TimeSpan> Backoff = new(
        "backoff", Types.Duration, "Wait before a further attempt. Default 50ms.");

    public static readonly Field<int> Pool = new(
        "pool", Types.Integer(0, 1_000_000), "Connections the caller may hold, all replicas together; 0 is unlimited.");

    public static readonly Field<double> BackoffFactor = new(
        "backoffFactor", Types.Number(new NumberRange(1, false, 100, false)),
        "By how much the backoff grows with each further attempt. Default 1.");

    public static readonly Field<TimeSpan> LongestBackoff = new(
        "longestBackoff", Types.PositiveDuration, "Longest backoff. Default no limit.");

    public static readonly Field<double> Jitter = new(
        "jitter", Types.Number(NumberRange.Share),
        "Share of the backoff drawn at random; 1 is full jitter. Default 0.");

    public static readonly Field<double> RetryBudget = new(
        "retryBudget", Types.Number(NumberRange.AtLeastZero),
        "Further attempts allowed for each first one, all together. Default no limit.");

    public static readonly Field<double> FailureRatio = new(
        "failureRatio", Types.Number(NumberRange.PositiveShare),
        "Share of failed attempts that opens it. Default 0.5.");

    public static readonly Field<TimeSpan> Window = new(
        "window", Types.PositiveDuration, "Length of the window it looks at. Default 10s.");

    public static readonly Field<int> MinimumAttempts = new(
        "minimumAttempts", Types.Integer(1, 1_000_000), "Attempts of a copy within the window. Default 20.");

    public static readonly Field<TimeSpan> OpenFor = new(
        "openFor", Types.PositiveDuration, "How long it stays open. Default 5s.");

    public static readonly Field<int> Probes = new(
        "probes", Types.Integer(1, 1000), "Probes that must succeed before it closes. Default 3.");

    public static readonly RecordType<BreakerModel> BreakerType = new(
        new FieldTable(
            "breaker", "A circuit breaker in every copy of the caller.",
            FailureRatio, Window, MinimumAttempts, OpenFor, Probes),
        fields => new BreakerModel(
            fields.Get(FailureRatio, 0.5),
            fields.Get(Window, TimeSpan.FromSeconds(10)),
            fields.Get(MinimumAttempts, 20),
            fields.Get(OpenFor, TimeSpan.FromSeconds(5)),
            fields.Get(Probes, 3)));

    public static readonly Field<BreakerModel> Breaker = new(
        "breaker", BreakerType, "The breaker of this call; {} takes the defaults. Default none.");

    public static readonly Field<double> Fallback = new(
        "fallback", Types.Number(NumberRange.Share),
        "Share of this call's failures that the caller can do without. Default 0; 1 where the link is optional.");

    public static readonly Field<bool> CancelsOnTimeout = new(
        "cancelsOnTimeout", Types.Boolean,
        "Whether the callee stops working for a caller who has given up. Default false.");

    public static readonly Field<TimeSpan> ConnectTimeout = new(
        "connectTimeout", Types.PositiveDuration,
        "How long a connection nobody answers is waited for. Default timeout.");

    public static readonly Field<TimeSpan> AcquireTimeout = new(
        "acquireTimeout", Types.PositiveDuration, "How long a connection of the pool is waited for. Default timeout.");

    public static readonly Field<double> RequestBytes = new(
        "requestBytes", Types.Number(NumberRange.Positive), "Bytes of a request. Default 2000.");

    public static readonly Field<double> ResponseBytes = new(
        "responseBytes", Types.Number(NumberRange.Positive), "Bytes of an answer. Default 6000.");

    public static readonly Field<TimeSpan> TimeToLive = new(
        "timeToLive", Types.PositiveDuration,
        "How long an answer is kept and used again (names, configuration, tokens). Default: every request asks.");

    public static readonly RecordType<CallModel> Call = new(
        new FieldTable(
            "call", "How calls travel over a link. The twin is not told.", Calls, Stage, Timeout, Retries, Backoff,
            Pool, BackoffFactor, LongestBackoff, Jitter, RetryBudget, Breaker, Fallback, CancelsOnTimeout,
            ConnectTimeout, AcquireTimeout, RequestBytes, ResponseBytes, TimeToLive),
        fields => new CallModel(
            default,
            default,
            fields.Get(Calls, 1.0),
            fields.Get(Stage, 1),
            fields.Get(Timeout, TimeSpan.FromSeconds(2)),
            fields.Get(Retries, 0),
            fields.Get(Backoff, TimeSpan.FromMilliseconds(50)),
            fields.Get(Pool, 0))
        {
            BackoffFactor = fields.Get(BackoffFactor, 1.0),
            LongestBackoff = fields.Maybe(LongestBackoff),
            Jitter = fields.Get(Jitter, 0.0),
            RetryBudget = fields.Maybe(RetryBudget),
            Breaker = fields.Get(Breaker),
            Fallback = fields.Maybe(Fallback),
            CancelsOnTimeout = fields.Get(CancelsOnTimeout, false),
            ConnectTimeout = fields.Maybe(ConnectTimeout),
            AcquireTimeout = fields.Maybe(AcquireTimeout),
            RequestBytes = fields.Get(RequestBytes, CallModel.UsualRequestBytes),
            ResponseBytes = fields.Get(ResponseBytes, CallModel.UsualResponseBytes),
            TimeToLive = fields.Maybe(TimeToLive),
        });
}
