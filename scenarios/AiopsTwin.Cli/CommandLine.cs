using System.CommandLine;
using AiopsTwin.Cli.Commands;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Cli;

/// <summary>The whole command: every verb in a class of its own under <c>Commands</c>.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line. Results go to the output, progress and complaints to the error stream.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> Run(string[] args, ScenarioCatalog catalog, TextWriter output, TextWriter error)
    {
        var root = Create(catalog);
        var parsed = root.Parse(args);
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
        };
        var code = await parsed.InvokeAsync(configuration);
        return parsed.Errors.Count > 0 ? ExitCodes.BadInput : code;
    }

    /// <summary>The tree of verbs; also what the documents' command lines are held against.</summary>
    internal static RootCommand Create(ScenarioCatalog catalog) =>
        new("Plays, checks and evaluates scenarios of AiopsTwin.")
        {
            PlayCommand.Create(catalog),
            CheckCommand.Create(catalog),
            ListCommand.Create(catalog),
            NewCommand.Create(),
            SchemaCommand.Create(),
            TopologyCommand.Create(),
            ImportCommand.Create(catalog),
            ReplayCommand.Create(),
            EvaluateCommand.Create(catalog),
            FitCommand.Create(),
            BenchCommand.Create(),
            CapacityCommand.Create(),
            WhatIfCommand.Create(catalog),
            ForkCommand.Create(catalog),
            BlastRadiusCommand.Create(catalog),
            ContingencyCommand.Create(catalog),
            HeadroomCommand.Create(catalog),
            CollapseCommand.Create(catalog),
            QualityCommand.Create(),
            RecurringCommand.Create(),
            SayCommand.Create(),
            FeedbackCommand.Create(),
            SilencesCommand.Create(),
            GatesCommand.Create(),
            StormCommand.Create(),
        };
}
