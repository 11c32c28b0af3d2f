using AiopsTwin.Silo.Hosting;
using AiopsTwin.Silo.Persistence;

return args is [EventLogDrill.Verb, .. var drill]
    ? await EventLogDrill.RunAsync(drill)
    : await TwinHost.RunAsync(args);
