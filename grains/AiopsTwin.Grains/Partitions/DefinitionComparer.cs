using AiopsTwin.Contracts.Entities;

namespace AiopsTwin.Grains.Partitions;

/// <summary>Compares definitions by content: immutable collections compare by reference.</summary>
internal static class DefinitionComparer
{
    /// <summary>True when nothing an entity owns is different.</summary>
    public static bool AreSame(EntityDefinition left, EntityDefinition right) =>
        left.Entity.Id == right.Entity.Id
        && left.Entity.Labels.SequenceEqual(right.Entity.Labels)
        && left.DependsOn.AsSpan().SequenceEqual(right.DependsOn.AsSpan())
        && left.Dependents.AsSpan().SequenceEqual(right.Dependents.AsSpan())
        && left.Groups.AsSpan().SequenceEqual(right.Groups.AsSpan());
}
