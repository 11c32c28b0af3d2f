using AiopsTwin.Cli;
using AiopsTwin.Scenarios.Catalog;

return await CommandLine.Run(args, new ScenarioCatalog(), Console.Out, Console.Error);
