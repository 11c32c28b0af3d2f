using Microsoft.Extensions.Logging;

namespace AiopsTwin.Grains.Views;

internal sealed partial class ViewGrain
{
    [LoggerMessage(2301, LogLevel.Debug, "View {View} loaded: {Entities} entities, topology {Version}")]
    private partial void LogLoaded(string view, int entities, long version);
}
