using System.Collections.Immutable;

namespace AiopsTwin.Engine.Diagnosis.Objects;

/// <summary>Components with their objects, calls and complaints.</summary>
internal sealed class ObjectGraph
{
    private readonly ILookup<string, DeclaredObject> _objects;
    private readonly ILookup<string, string> _callers;
    private readonly ILookup<string, string> _callees;

    public ObjectGraph(ObjectCase source)
    {
        Objects = [.. source.Objects.OrderBy(one => one.Id, StringComparer.Ordinal)];
        _objects = Objects.ToLookup(one => one.Component, StringComparer.Ordinal);
        var calls = source.Calls.Distinct().OrderBy(call => call.Caller, StringComparer.Ordinal)
            .ThenBy(call => call.Callee, StringComparer.Ordinal).ToList();
        _callers = calls.ToLookup(call => call.Callee, call => call.Caller, StringComparer.Ordinal);
        _callees = calls.ToLookup(call => call.Caller, call => call.Callee, StringComparer.Ordinal);
        Present = [.. _objects.Where(group => group.Key.Length > 0 && FaceOf(group.Key) is not null)
            .Select(group => group.Key)];
        Failing = [.. Present.Where(one => _objects[one].Any(item => item.Failures > 0))];
        Ill = [.. Present.Where(one => _objects[one].Any(item => item.Failures > 0 || item.IsIdle))];
        Deepest = [.. Failing.Where(one => !Reach(one, _callees).Overlaps(Failing))];
        Deepest = Deepest.IsEmpty ? Failing : Deepest;
    }

    /// <summary>Objects by id.</summary>
    public ImmutableArray<DeclaredObject> Objects { get; }

    /// <summary>Components that serve and are declared.</summary>
    public ImmutableSortedSet<string> Present { get; }

    /// <summary>Components that fail.</summary>
    public ImmutableSortedSet<string> Failing { get; }

    /// <summary>Components that fail or are not asked any more.</summary>
    public ImmutableSortedSet<string> Ill { get; }

    /// <summary>Failing components that rely on no other failing one.</summary>
    public ImmutableSortedSet<string> Deepest { get; }

    /// <summary>Who calls a component, sorted.</summary>
    public IEnumerable<string> CallersOf(string component) => _callers[component];

    /// <summary>Whom a component calls, sorted.</summary>
    public IEnumerable<string> CalleesOf(string component) => _callees[component];

    /// <summary>Everything that relies on a component.</summary>
    public ImmutableSortedSet<string> Above(string component) => Reach(component, _callers);

    /// <summary>The object of a role of a component; null without.</summary>
    public DeclaredObject? Of(string component, ObjectRole role) =>
        _objects[component].FirstOrDefault(one => one.Role == role);

    /// <summary>The object that stands for a component: its service, else a copy, else its rollout.</summary>
    public DeclaredObject? FaceOf(string component) =>
        Of(component, ObjectRole.Service) ?? Of(component, ObjectRole.Copy) ?? Of(component, ObjectRole.Rollout);

    private static ImmutableSortedSet<string> Reach(string component, ILookup<string, string> links)
    {
        var reached = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([component]);
        while (open.TryPop(out var at))
        {
            foreach (var next in links[at])
            {
                if (next != component && reached.Add(next))
                {
                    open.Push(next);
                }
            }
        }

        return [.. reached];
    }
}
