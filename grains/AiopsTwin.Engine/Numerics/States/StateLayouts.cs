namespace AiopsTwin.Engine.Numerics.States;

/// <summary>The layouts of all types met so far. Not safe for use by two callers at once.</summary>
internal sealed class StateLayouts
{
    private readonly Dictionary<Type, StateLayout> _known = [];
    private readonly Dictionary<Type, bool> _isShared = [];

    /// <summary>The layout of a type.</summary>
    /// <exception cref="NotSupportedException">Values of the type cannot be copied.</exception>
    public StateLayout Of(Type type)
    {
        if (!_known.TryGetValue(type, out var layout))
        {
            layout = StateLayout.Read(type, this);
            _known[type] = layout;
        }

        return layout;
    }

    /// <summary>Whether every value that a place of this type can hold is shared by copies, without a look at it. A
    /// place for a base type may hold anything derived from it; a function may be bound to an object.</summary>
    public bool IsSharedFor(Type type)
    {
        if (!_isShared.TryGetValue(type, out var isShared))
        {
            // A type that leads back to itself is not proven to be shared on the way.
            _isShared[type] = false;
            isShared = (type.IsValueType || type.IsSealed || type.IsDefined(typeof(UnchangingAttribute), true)
                || type.IsDefined(typeof(Orleans.ImmutableAttribute), false))
                && !type.IsArray && !typeof(Delegate).IsAssignableFrom(type) && Of(type).IsShared;
            _isShared[type] = isShared;
        }

        return isShared;
    }
}
