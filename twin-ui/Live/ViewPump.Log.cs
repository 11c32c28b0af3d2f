using Microsoft.Extensions.Logging;

namespace AiopsTwin.TwinUi.Live;

internal sealed partial class ViewPump
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "The feed of view {View} was lost; retrying")]
    private partial void LogLost(string view, Exception problem);
}
