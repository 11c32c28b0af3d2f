namespace AiopsTwin.Engine.Numerics.States;

/// <summary>An instance may be given other parts, but what a part holds never changes in place: copies of a state share
/// the parts, except those marked <see cref="MovingAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
internal sealed class UnchangingPartsAttribute : Attribute;
