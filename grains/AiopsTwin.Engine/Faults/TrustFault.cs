using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>A kind that is about what a caller must know or hold before it can call: names, tokens, certificates. What
/// is kept from before goes on working until it runs out.</summary>
internal abstract class TrustFault(string name, string summary, params FaultParameter[] parameters)
    : CallFault(name, summary, parameters)
{
    /// <summary>How long an answer is kept.</summary>
    private protected static readonly FaultParameter KeptSeconds = new(
        "ttlSeconds", "s", 0, 86_400, 30, "How long an answer is kept; 0 when every call asks.");

    internal override double QuietFor(FaultSpec fault, FaultMoment now) => 0;

    /// <summary>Share of the callers whose kept answer has run out: they were fetched at any time, so it is
    /// 1 - exp(-t / TTL).</summary>
    private protected static double RunOut(double seconds, double kept) =>
        kept <= 0 ? 1 : 1 - Math.Exp(-Math.Max(0, seconds) / kept);
}

/// <summary>Names are not found.</summary>
internal sealed class NameError() : TrustFault(
    "dns-error",
    "The callee's name is not found: calls fail at once, more and more of them as kept answers run out, "
    + "1 - exp(-t / TTL).",
    new FaultParameter("ratio", "1", 0, 1, 1, "Share of the look-ups that fail at full strength."),
    KeptSeconds)
{
    public override FaultVisibility Visibility => FaultVisibility.Log;

    internal override string Line => "could not resolve {callee}: no such name";

    private protected override void Lay(FaultSpec fault, FaultMoment now, CallImpairments calls, int e) =>
        CallImpairments.Add(
            calls.Refused, e,
            Value(fault, "ratio") * now.Strength * RunOut(now.Seconds, Value(fault, "ttlSeconds")));
}

/// <summary>Names lead elsewhere.</summary>
internal sealed class NameWrong() : TrustFault(
    "dns-wrong",
    "The callee's name leads where nobody answers: calls hang until they are given up, more and more of them as kept "
    + "answers run out, 1 - exp(-t / TTL).",
    new FaultParameter("ratio", "1", 0, 1, 1, "Share of the look-ups that are wrong at full strength."),
    KeptSeconds)
{
    public override FaultVisibility Visibility => FaultVisibility.Trace;

    private protected override void Lay(FaultSpec fault, FaultMoment now, CallImpairments calls, int e) =>
        CallImpairments.Add(
            calls.Blocked, e,
            Value(fault, "ratio") * now.Strength * RunOut(now.Seconds, Value(fault, "ttlSeconds")));
}

/// <summary>Names are found slowly.</summary>
internal sealed class NameSlow() : TrustFault(
    "dns-slow",
    "Looking up the callee's name takes long, for the share of the calls that has to.",
    new FaultParameter("milliseconds", "ms", 1, 60_000, null, "How long a look-up takes at full strength."),
    new FaultParameter("ratio", "1", 0, 1, 1, "Share of the calls that look the name up."))
{
    public override FaultVisibility Visibility => FaultVisibility.Trace;

    private protected override void Lay(FaultSpec fault, FaultMoment now, CallImpairments calls, int e) =>
        calls.AddDelay(e, Value(fault, "ratio"), Value(fault, "milliseconds") * now.Strength / 1000, 0);

    internal override double QuietFor(FaultSpec fault, FaultMoment now) => double.PositiveInfinity;
}

/// <summary>No new tokens.</summary>
internal sealed class TokenLoss() : TrustFault(
    "auth-loss",
    "Nobody gives out tokens any more, or the secret behind them was revoked: calls are refused as the tokens at hand "
    + "expire. They are of all ages, so it is t / lifetime of them, all after one lifetime.",
    new FaultParameter("lifetimeSeconds", "s", 0, 864_000, 600, "Lifetime of a token; 0 when all are refused at once."))
{
    public override FaultVisibility Visibility => FaultVisibility.Log;

    internal override string Line => "{callee} answered 401: token has expired";

    private protected override void Lay(FaultSpec fault, FaultMoment now, CallImpairments calls, int e)
    {
        var lifetime = Value(fault, "lifetimeSeconds");
        var expired = lifetime <= 0 ? 1 : Math.Min(1, now.Seconds / lifetime);
        CallImpairments.Add(calls.Refused, e, expired * now.Strength);
    }

    internal override double QuietFor(FaultSpec fault, FaultMoment now) =>
        now.Seconds >= Value(fault, "lifetimeSeconds") ? double.PositiveInfinity : 0;
}

/// <summary>A certificate expires.</summary>
internal sealed class CertificateExpiry() : TrustFault(
    "certificate-expiry",
    "The callee's certificate has expired: connections that stand go on, new ones fail. Connections are opened anew "
    + "after a mean life, so 1 - exp(-t / life) of the calls fail, and all of those from and to copies that began "
    + "since (a restart, scaling).",
    new FaultParameter("afterSeconds", "s", 0, 864_000, 0, "When it expires, from the begin of the fault."),
    new FaultParameter("connectionSeconds", "s", 0, 86_400, 300, "Mean life of a connection; 0 for one a call."))
{
    public override FaultVisibility Visibility => FaultVisibility.Log;

    internal override string Line => "TLS handshake with {callee} failed: certificate has expired";

    private protected override void Lay(FaultSpec fault, FaultMoment now, CallImpairments calls, int e)
    {
        var since = now.Seconds - Value(fault, "afterSeconds");
        if (since >= 0)
        {
            var old = calls.OldEnough(e, since) * (1 - RunOut(since, Value(fault, "connectionSeconds")));
            CallImpairments.Add(calls.Refused, e, now.Strength * (1 - old));
        }
    }

    internal override double QuietFor(FaultSpec fault, FaultMoment now) =>
        Math.Max(0, Value(fault, "afterSeconds") - now.Seconds);
}

/// <summary>A clock is wrong.</summary>
internal sealed class ClockSkew() : TrustFault(
    "clock-skew",
    "The targets' clocks are wrong: beyond what is tolerated, their tokens are not valid yet or not any more, "
    + "min(1, (skew - tolerance) / lifetime) of them, and calls are refused.",
    new FaultParameter("seconds", "s", 0, 1e9, null, "Skew at full strength, either way."),
    new FaultParameter("toleranceSeconds", "s", 0, 3600, 60, "Skew that is tolerated."),
    new FaultParameter("lifetimeSeconds", "s", 1, 864_000, 300, "Lifetime of a token."))
{
    public override FaultVisibility Visibility => FaultVisibility.Log;

    internal override string Line => "{callee} answered 401: token is not valid at this time";

    private protected override void Lay(FaultSpec fault, FaultMoment now, CallImpairments calls, int e)
    {
        var beyond = (Value(fault, "seconds") * now.Strength) - Value(fault, "toleranceSeconds");
        CallImpairments.Add(calls.Refused, e, Math.Clamp(beyond / Value(fault, "lifetimeSeconds"), 0, 1));
    }

    internal override double QuietFor(FaultSpec fault, FaultMoment now) => double.PositiveInfinity;
}
