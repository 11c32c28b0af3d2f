namespace AiopsTwin.House.Tests.Support;

/// <summary>The files of this repository, as the rules of the house read them.</summary>
public static class Repository
{
    private static readonly string[] Unread = ["bin", "obj", "TestResults", "artifacts", "node_modules", "data"];

    private static readonly Lazy<SourceFile[]> LazySources = new(() =>
        [.. Paths("*.cs").Select(path => new SourceFile(path, Read(path)))]);

    /// <summary>Folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file written by hand, ordered by path.</summary>
    public static IReadOnlyList<SourceFile> Sources => LazySources.Value;

    /// <summary>C# files of the product: everything outside tests.</summary>
    public static IEnumerable<SourceFile> ProductSources => Sources.Where(file => !file.IsTest);

    /// <summary>C# files of tests, their shared builders and benchmarks.</summary>
    public static IEnumerable<SourceFile> TestSources => Sources.Where(file => file.IsTest);

    /// <summary>Every project file.</summary>
    public static IEnumerable<ProjectFile> Projects =>
        Paths("*.csproj").Select(path => ProjectFile.Parse(path, Read(path)));

    /// <summary>Every Markdown document.</summary>
    public static IEnumerable<(string Path, string Text)> Documents => Texts("*.md");

    /// <summary>Files that match a pattern, with their text, ordered by path.</summary>
    public static IEnumerable<(string Path, string Text)> Texts(string pattern) =>
        Paths(pattern).Select(path => (path, Read(path)));

    /// <summary>Paths relative to the root, with forward slashes, ordered.</summary>
    public static IEnumerable<string> Paths(string pattern) =>
        Walk(new DirectoryInfo(Root), pattern).Order(StringComparer.Ordinal);

    /// <summary>Text of a file of the repository.</summary>
    public static string Read(string path) => File.ReadAllText(Full(path));

    /// <summary>Whether a file or folder stands there.</summary>
    public static bool Exists(string path) => Path.Exists(Full(path));

    private static string Full(string path) => Path.Combine(Root, path);

    private static IEnumerable<string> Walk(DirectoryInfo folder, string pattern)
    {
        foreach (var file in folder.EnumerateFiles(pattern))
        {
            yield return Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');
        }

        foreach (var inner in folder.EnumerateDirectories())
        {
            if (Unread.Contains(inner.Name) || inner.Name.StartsWith('.'))
            {
                continue;
            }

            foreach (var path in Walk(inner, pattern))
            {
                yield return path;
            }
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AiopsTwin.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("AiopsTwin.sln stands in no folder above.");
    }
}
