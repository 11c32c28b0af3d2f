using AiopsTwin.Silo.Hosting;

return await TwinHost.RunAsync(args);
