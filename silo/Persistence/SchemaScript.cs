using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace AiopsTwin.Silo.Persistence;

/// <summary>One numbered script of the schema, embedded in this assembly.</summary>
/// <param name="Number">Its number: scripts run in this order, each once.</param>
/// <param name="Name">File name.</param>
/// <param name="Text">The statements.</param>
internal sealed record SchemaScript(int Number, string Name, string Text)
{
    /// <summary>Fingerprint of the text; a script that ran must never be edited afterwards.</summary>
    public string Hash => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))));

    /// <summary>All scripts for a database, in order.</summary>
    public static IReadOnlyList<SchemaScript> For(StorageProvider provider)
    {
        var assembly = typeof(SchemaScript).Assembly;
        var prefix = $"schema/{provider}/";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => Read(assembly, name, name[prefix.Length..]))
            .OrderBy(script => script.Number)];
    }

    private static SchemaScript Read(Assembly assembly, string resource, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        var number = int.Parse(name.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        return new SchemaScript(number, name, reader.ReadToEnd());
    }
}
