using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Silo.Ingest;
using AiopsTwin.Silo.Ingest.RemoteWrite;
using Microsoft.OpenApi;

namespace AiopsTwin.Silo.Api;

/// <summary>The HTTP surface: the API, its description, and what telemetry is sent to.</summary>
internal static class ApiExtensions
{
    public static IServiceCollection AddTwinApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
            Problems.Complete(context.ProblemDetails));
        services.AddSingleton<IngestGate>();
        services.AddSingleton<RemoteWriteEndpoint>();
        services.AddSingleton<TwinNames>();
        services.AddSingleton<IncidentRecords>();
        services.AddOpenApi("v1", document =>
        {
            document.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            document.AddDocumentTransformer((description, _, _) =>
            {
                description.Info = new OpenApiInfo
                {
                    Title = "AiopsTwin",
                    Version = "v1",
                    Description = "A digital twin of an estate: topology, telemetry, incidents, runs. Errors are "
                        + "application/problem+json with a list of problems, each with field and reason.",
                };
                return Task.CompletedTask;
            });
            document.AddSchemaTransformer((schema, context, _) =>
            {
                if (context.JsonTypeInfo.Type == typeof(EntityId))
                {
                    schema.Type = JsonSchemaType.String;
                    schema.Properties?.Clear();
                    schema.Required?.Clear();
                    schema.Examples = ["service:checkout"];
                }

                return Task.CompletedTask;
            });
        });
        return services;
    }

    /// <summary>Stands before everything else.</summary>
    public static void UseTwinGuard(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseMiddleware<RequestGuard>();
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
                || context.Request.Path.StartsWithSegments("/ingest", StringComparison.Ordinal),
            api => api.UseStatusCodePages());
    }

    public static void MapTwinApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").ProducesProblem(StatusCodes.Status400BadRequest);
        ((IEndpointConventionBuilder)api).Finally(AccessNeed.ReadWhereNothingChanges);
        TwinEndpoints.Map(api);
        CapacityEndpoints.Map(api);
        TopologyEndpoints.Map(api);
        FitEndpoints.Map(api);
        QuestionEndpoints.Map(api);
        FeedEndpoints.Map(api);
        SignalEndpoints.Map(api);
        IncidentEndpoints.Map(api);
        AlertEndpoints.Map(api);
        WordEndpoints.Map(api);
        RunEndpoints.Map(api);
        app.Services.GetRequiredService<RemoteWriteEndpoint>().Map(app);
        app.MapOpenApi("/openapi/{documentName}.json").WithMetadata(new AccessNeed(AccessScope.Read));
    }
}
