using System.Data.Common;
using AiopsTwin.Silo.Persistence;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AiopsTwin.Silo.Hosting;

/// <summary>What <see cref="StorageOptions"/> and <see cref="TwinClusterOptions"/> must fulfil together.</summary>
internal sealed class StorageRules(IOptions<TwinClusterOptions> cluster) : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var problems = new List<string>();
        if (options.Provider == StorageProvider.Sqlite && string.IsNullOrWhiteSpace(options.Path))
        {
            problems.Add("Storage:Path is empty; give a file, for example data/aiopstwin.db.");
        }

        if (options.Provider == StorageProvider.PostgreSql)
        {
            problems.AddRange(ConnectionProblems(options.ConnectionString));
        }

        if (cluster.Value.Mode == ClusterMode.PostgreSql && options.Provider != StorageProvider.PostgreSql)
        {
            problems.Add("Cluster:Mode is PostgreSql but Storage:Provider is not; silos of one cluster share one "
                + "PostgreSQL database, an embedded one belongs to one process.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> ConnectionProblems(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return ["Storage:ConnectionString is empty; Storage:Provider=PostgreSql needs one."];
        }

        try
        {
            var parts = new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(parts.Host) ? ["Storage:ConnectionString names no Host."] : [];
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or DbException)
        {
            return [$"Storage:ConnectionString cannot be read: {failure.Message}"];
        }
    }
}
