namespace AiopsTwin.Silo.Tests.Support;

/// <summary>Documents that tests write, and hold to what they wrote.</summary>
internal static class Documents
{
    /// <summary>The folder <c>docs</c> of the repository.</summary>
    public static string Folder { get; } = Find();

    /// <summary>True when documents are to be written anew rather than compared: AIOPSTWIN_UPDATE_DOCS=1.</summary>
    public static bool MustWrite => Environment.GetEnvironmentVariable("AIOPSTWIN_UPDATE_DOCS") == "1";

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AiopsTwin.sln")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return Path.Combine(folder.FullName, "docs");
    }
}
