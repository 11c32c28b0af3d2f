namespace AiopsTwin.Engine.Numerics.States;

/// <summary>The one part of a type with <see cref="UnchangingPartsAttribute"/> that does change, and is
/// copied.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class MovingAttribute : Attribute;
