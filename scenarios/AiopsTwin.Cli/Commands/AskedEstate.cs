using System.CommandLine;
using System.Text.Json.Nodes;
using AiopsTwin.Cli.Output;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Commands;

/// <summary>The estate that a question is asked about: one of the catalogue or of a file, or without it the one of a
/// twin in a running silo.</summary>
internal sealed class AskedEstate
{
    private readonly Argument<string?> _estate = new("estate")
    {
        Description = "An estate with a usual load, or a scenario: name in the catalog, or path of a file. "
            + "Without it a twin of a running silo is asked about.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _silo = SiloAddress.Option();

    private readonly Option<string> _twin = SiloQuestion.TwinOption();

    /// <summary>Gives a command what names the estate.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_estate);
        command.Options.Add(_silo);
        command.Options.Add(_twin);
    }

    /// <summary>Whether a twin of a running silo is asked about.</summary>
    public bool IsTwin(ParseResult parsed) => parsed.GetValue(_estate) is null;

    /// <summary>What is asked about, in words.</summary>
    public string Twin(ParseResult parsed) => $"twin {parsed.GetRequiredValue(_twin)}";

    /// <summary>Asks the silo.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="parsed">The command line.</param>
    /// <param name="name">Name of the question, the last part of its address.</param>
    /// <param name="body">The question.</param>
    /// <param name="screen">Takes complaints.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The answer; null after a complaint.</returns>
    public Task<T?> AskAsync<T>(
        ParseResult parsed, string name, JsonNode? body, Screen screen, CancellationToken cancellation)
        where T : class => SiloQuestion.TellAsync<T>(
            (parsed.GetRequiredValue(_silo), parsed.GetRequiredValue(_twin), $"questions/{name}"), body!.AsObject(),
            screen, cancellation);

    /// <summary>An estate of the catalogue or of a file, with its usual load; else the estate and load of a
    /// scenario.</summary>
    public Parsed<LoadedEstate> Read(ScenarioCatalog catalog, ParseResult parsed, ulong seed)
    {
        var name = parsed.GetRequiredValue(_estate)!;
        if (catalog.EstateFileOf(name) is { } path)
        {
            return EstateFormat.ReadLoaded(path, seed);
        }

        var scenario = PlayCommand.Read(catalog, name, seed);
        if (scenario.Value is { } played)
        {
            return new Parsed<LoadedEstate>(new LoadedEstate(played.Estate, played.Load), []);
        }

        return File.Exists(name) && EstateFormat.ReadLoaded(name, seed) is { IsValid: true } estate
            ? estate
            : new Parsed<LoadedEstate>(null, scenario.Problems);
    }
}
