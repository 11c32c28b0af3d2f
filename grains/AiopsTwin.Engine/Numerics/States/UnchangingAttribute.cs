namespace AiopsTwin.Engine.Numerics.States;

/// <summary>What is so marked never changes once it is built, nor does anything reached through it: copies of a state
/// share it. On a type for all its instances, on a field for what that field holds.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field, Inherited = true)]
internal sealed class UnchangingAttribute : Attribute;
