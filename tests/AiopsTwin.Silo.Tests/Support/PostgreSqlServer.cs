using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AiopsTwin.Silo.Persistence;
using Npgsql;

namespace AiopsTwin.Silo.Tests.Support;

/// <summary>A PostgreSQL server of a test's own: fresh data, loopback only, fully synced, gone afterwards.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    private const string Variable = "AIOPSTWIN_REQUIRE_POSTGRES";
    private const string Password = "test-only";
    private readonly string _root = Path.Combine(Path.GetTempPath(), "aiopstwin-pg-" + Guid.NewGuid().ToString("N"));
    private Process? _server;

    /// <summary>Address it listens on; set before it starts.</summary>
    public string Host { get; init; } = "127.0.0.1";

    public int Port { get; set; }

    private static string? Binaries { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin"))
            .Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    public static void RequireOrSkip() =>
        Programs.RequireOrSkip(Binaries is not null, Variable, "PostgreSQL is not installed under /usr/lib/postgresql");

    public string ConnectionString(string database = "postgres") => string.Create(
        CultureInfo.InvariantCulture,
        $"Host={Host};Port={Port};Username=postgres;Password={Password};Database={database}");

    /// <summary>Makes an empty database, so that tests do not meet.</summary>
    public async Task<string> NewDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = "db" + Guid.NewGuid().ToString("N");
        await using var source = NpgsqlDataSource.Create(ConnectionString());
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync(cancellationToken);
        return ConnectionString(name);
    }

    /// <summary>Options of an empty database of either kind; that of a file is relative to the test's folder.</summary>
    public async Task<StorageOptions> OptionsAsync(StorageProvider provider, CancellationToken cancellationToken)
    {
        if (provider == StorageProvider.Sqlite)
        {
            return new StorageOptions { Path = "twin.db" };
        }

        RequireOrSkip();
        return new StorageOptions
        {
            Provider = provider,
            ConnectionString = await NewDatabaseAsync(cancellationToken),
        };
    }

    public async ValueTask InitializeAsync()
    {
        if (Binaries is null)
        {
            return;
        }

        Port = Port == 0 ? FreePort(IPAddress.Parse(Host)) : Port;
        Directory.CreateDirectory(_root);
        var secret = Path.Combine(_root, "secret");
        await File.WriteAllTextAsync(secret, Password);
        if (Environment.UserName == "root")
        {
            await Programs.RunAsync("chown", ["-R", "postgres", _root], CancellationToken.None);
        }

        var (program, prefix) = AsPostgres("initdb");
        await Programs.RunAsync(program,
            [.. prefix, "-D", Path.Combine(_root, "data"), "-U", "postgres", "-A", "scram-sha-256",
                "--pwfile", secret, "-E", "UTF8", "--locale=C"],
            CancellationToken.None);
        (program, prefix) = AsPostgres("postgres");
        _server = Process.Start(new ProcessStartInfo(program,
            [.. prefix, "-D", Path.Combine(_root, "data"), "-h", Host,
                "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", _root, "-c", "shared_buffers=32MB"])
        {
            RedirectStandardError = true,
        })!;
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginErrorReadLine();
        await Until.TrueAsync("PostgreSQL answers", AnswersAsync, TimeSpan.FromSeconds(60), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_server is not null)
        {
            var (program, prefix) = AsPostgres("pg_ctl");
            await Programs.RunAsync(program,
                [.. prefix, "stop", "-m", "immediate", "-D", Path.Combine(_root, "data")], CancellationToken.None);
            await _server.WaitForExitAsync();
            _server.Dispose();
            Directory.Delete(_root, recursive: true);
        }
    }

    private static (string Program, string[] Prefix) AsPostgres(string binary)
    {
        var path = Path.Combine(Binaries!, binary);
        // The server refuses to run as root, so root steps down to the account that the package made.
        return Environment.UserName == "root" ? ("runuser", ["-u", "postgres", "--", path]) : (path, []);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString());
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
