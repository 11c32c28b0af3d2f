namespace AiopsTwin.Testing;

/// <summary>Documents that tests write, and hold to what they wrote.</summary>
public static class Documents
{
    /// <summary>The folder of the repository.</summary>
    /// <exception cref="DirectoryNotFoundException">The tests run outside of it.</exception>
    public static string Repository { get; } = Find();

    /// <summary>Its folder <c>docs</c>.</summary>
    public static string Folder => Path.Combine(Repository, "docs");

    /// <summary>True when documents are to be written anew rather than compared: AIOPSTWIN_UPDATE_DOCS=1.</summary>
    public static bool MustWrite => Environment.GetEnvironmentVariable("AIOPSTWIN_UPDATE_DOCS") == "1";

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AiopsTwin.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("AiopsTwin.sln stands in no folder above.");
    }
}
