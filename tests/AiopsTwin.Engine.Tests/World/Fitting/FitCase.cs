using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Tests.World.Fitting;

/// <summary>What the tests of fitting share.</summary>
internal static class FitCase
{
    /// <summary>The topology of an estate without one call.</summary>
    public static TopologySnapshot Without(this Estate estate, string caller, string callee) => estate.Topology with
    {
        Dependencies = estate.Topology.Dependencies.RemoveAll(
            link => link.Dependent.Name == caller && link.On.Name == callee),
    };
}
