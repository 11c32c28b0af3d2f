using System.Diagnostics;
using System.Globalization;
using AiopsTwin.Grains.Durability;
using AiopsTwin.Silo.Persistence;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Persistence;

public sealed class SqliteEventLogTests : EventLogContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private protected override async Task<TwinDatabase> FreshDatabaseAsync(CancellationToken cancellationToken)
    {
        var database = new TwinDatabase(new StorageOptions { Path = "twin.db" }, _folder.Root);
        await new SchemaMigrator(database, TimeProvider.System).ApplyAsync(cancellationToken);
        return database;
    }

    [Fact]
    public async Task Append_ProcessKilledWithoutWarning_EveryAcknowledgedRecordIsThere()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var start = Programs.SiloStart(EventLogDrill.Verb, $"--Storage:Path={_folder.File("twin.db")}");
        using var process = Process.Start(start)!;
        var acknowledged = new List<string>();
        while (acknowledged.Count < 2000 && await process.StandardOutput.ReadLineAsync(cancelled) is { } line)
        {
            acknowledged.Add(line);
        }

        process.Kill();
        acknowledged.AddRange(Whole(await process.StandardOutput.ReadToEndAsync(cancelled)));
        await process.WaitForExitAsync(cancelled);

        await using var database = await FreshDatabaseAsync(cancelled);
        await using var log = Log(database);
        var stored = (await ToListAsync(log.Read(EventStream.Of(EventLogDrill.Twin), 0, cancelled)))
            .Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Event.Source} {e.Event.Sequence}"))
            .ToHashSet();
        Assert.True(acknowledged.Count >= 2000);
        Assert.Superset(acknowledged.ToHashSet(), stored);
    }

    public void Dispose() => _folder.Dispose();

    // The last line may have been cut by the kill.
    private static IEnumerable<string> Whole(string text) =>
        text.LastIndexOf('\n') is var end and >= 0 ? text[..end].Split('\n') : [];
}
