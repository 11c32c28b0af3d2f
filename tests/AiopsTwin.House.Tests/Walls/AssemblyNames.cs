using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AiopsTwin.House.Tests.Walls;

/// <summary>What a built assembly refers to, read from its tables: pages in Razor included.</summary>
public static class AssemblyNames
{
    /// <summary>Full names of the types an assembly takes from another.</summary>
    public static IReadOnlyList<string> TypesTaken(string path, string from)
    {
        using var stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        var reader = image.GetMetadataReader();
        return [.. reader.TypeReferences
            .Select(reader.GetTypeReference)
            .Where(type => type.ResolutionScope.Kind == HandleKind.AssemblyReference)
            .Where(type => reader.GetString(reader.GetAssemblyReference(
                (AssemblyReferenceHandle)type.ResolutionScope).Name) == from)
            .Select(type => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}")
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Names of the assemblies an assembly refers to.</summary>
    public static IReadOnlyList<string> AssembliesTaken(string path)
    {
        using var stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        var reader = image.GetMetadataReader();
        return [.. reader.AssemblyReferences
            .Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))
            .Order(StringComparer.Ordinal)];
    }
}
