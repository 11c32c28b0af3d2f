using System.CommandLine;

return await new RootCommand("Plays, checks and evaluates scenarios of AiopsTwin.").Parse(args).InvokeAsync();
