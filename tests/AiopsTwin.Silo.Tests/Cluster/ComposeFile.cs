using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace AiopsTwin.Silo.Tests.Cluster;

/// <summary>Reads the compose file as its own tools do: merge keys, and variables with a demand.</summary>
internal sealed partial class ComposeFile
{
    private readonly YamlMappingNode _services;
    private readonly IReadOnlyDictionary<string, string> _variables;

    private ComposeFile(YamlMappingNode root, IReadOnlyDictionary<string, string> variables)
    {
        _services = (YamlMappingNode)root.Children["services"];
        _variables = variables;
    }

    public IEnumerable<string> Services => _services.Children.Keys.Select(key => ((YamlScalarNode)key).Value!);

    public static ComposeFile Read(IReadOnlyDictionary<string, string> variables)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "docker-compose.yml")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        using var reader = File.OpenText(Path.Combine(folder.FullName, "docker-compose.yml"));
        var stream = new YamlStream();
        stream.Load(reader);
        return new ComposeFile((YamlMappingNode)stream.Documents[0].RootNode, variables);
    }

    /// <summary>Environment of a service, with variables filled in.</summary>
    public Dictionary<string, string> Environment(string service) =>
        Merged((YamlMappingNode)Service(service)["environment"])
            .ToDictionary(pair => pair.Key, pair => Fill(((YamlScalarNode)pair.Value).Value!));

    /// <summary>A part of a service; null when absent.</summary>
    public YamlNode? Part(string service, string name) => Service(service).GetValueOrDefault(name);

    private Dictionary<string, YamlNode> Service(string service) =>
        Merged((YamlMappingNode)_services.Children[service]);

    private static Dictionary<string, YamlNode> Merged(YamlMappingNode node)
    {
        var merged = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var (key, value) in node.Children)
        {
            if (((YamlScalarNode)key).Value == "<<")
            {
                foreach (var (inherited, part) in Merged((YamlMappingNode)value))
                {
                    merged.TryAdd(inherited, part);
                }
            }
            else
            {
                merged[((YamlScalarNode)key).Value!] = value;
            }
        }

        return merged;
    }

    private string Fill(string text) => Variable().Replace(text, match => _variables[match.Groups[1].Value]);

    [GeneratedRegex(@"\$\{([A-Z_]+):\?[^}]*\}")]
    private static partial Regex Variable();
}
