using System.Collections.Immutable;

namespace AiopsTwin.Engine.Diagnosis.Objects;

/// <summary>What an object of a platform is for.</summary>
public enum ObjectRole
{
    /// <summary>Anything not listed below.</summary>
    Other,

    /// <summary>Starts a disturbance from time to time.</summary>
    Schedule,

    /// <summary>Disturbs others on purpose.</summary>
    Disturbance,

    /// <summary>Restricts others: a policy, a quota, a scaler.</summary>
    Limit,

    /// <summary>A setting.</summary>
    Setting,

    /// <summary>A wanted set of copies.</summary>
    Rollout,

    /// <summary>One running copy.</summary>
    Copy,

    /// <summary>What callers name.</summary>
    Service,

    /// <summary>What contains others.</summary>
    Scope,
}

/// <summary>An object of a platform, as it was declared, and what is claimed of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Component">The component of the call graph that it belongs to; empty when none is known.</param>
/// <param name="Mentions">Components its name mentions.</param>
/// <param name="Failures">Alerts that it, or its work, goes wrong.</param>
/// <param name="IsIdle">True when an alert says that it is not asked for anything.</param>
/// <param name="IsBroken">True when an alert says that its copies do not run.</param>
public sealed record DeclaredObject(
    string Id,
    ObjectRole Role,
    string Component,
    ImmutableArray<string> Mentions,
    int Failures,
    bool IsIdle,
    bool IsBroken);

/// <summary>One component that calls another.</summary>
/// <param name="Caller">Who waits.</param>
/// <param name="Callee">Who answers.</param>
public readonly record struct ComponentCall(string Caller, string Callee);

/// <summary>Objects, alerts and calls of one incident without any telemetry. Order does not matter.</summary>
/// <param name="Objects">The objects: nothing else can be at fault.</param>
/// <param name="Calls">Who calls whom.</param>
public sealed record ObjectCase(ImmutableArray<DeclaredObject> Objects, ImmutableArray<ComponentCall> Calls);

/// <summary>A suspected object.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Rank">Its rank, from 1; equals share one.</param>
/// <param name="Score">Why it stands there; comparable within one case.</param>
public sealed record ObjectSuspect(string Id, int Rank, double Score);

/// <summary>Trouble passing from one object to another.</summary>
/// <param name="From">From which.</param>
/// <param name="To">To which.</param>
public readonly record struct ObjectSpread(string From, string To);
