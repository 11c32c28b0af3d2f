using AiopsTwin.Grains.Durability;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;

namespace AiopsTwin.Silo.Persistence;

/// <summary>Registers the database, the grain storage and the event log.</summary>
internal static class PersistenceExtensions
{
    public static IServiceCollection AddTwinPersistence(this IServiceCollection services)
    {
        services.AddSingleton<TwinDatabase>();
        services.AddSingleton<SchemaMigrator>();
        services.AddSingleton<IEventStore>(provider => StoreOf(provider.GetRequiredService<TwinDatabase>()));
        services.AddSingleton<IEventLog, GroupCommitEventLog>();
        services.AddHostedService<EventLogRetention>();
        return services;
    }

    public static ISiloBuilder AddTwinGrainStorage(this ISiloBuilder silo) =>
        silo.AddAdoNetGrainStorage(StorageNames.Twin, (OptionsBuilder<AdoNetGrainStorageOptions> options) =>
            options.Configure<TwinDatabase, Serializer>((storage, database, serializer) =>
            {
                storage.Invariant = database.Invariant;
                storage.DataSource = database.Source;
                storage.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
            }));

    internal static IEventStore StoreOf(TwinDatabase database) => database.Provider == StorageProvider.Sqlite
        ? new SqliteEventStore((SqliteSource)database.Source)
        : new PostgreSqlEventStore((NpgsqlDataSource)database.Source);
}
