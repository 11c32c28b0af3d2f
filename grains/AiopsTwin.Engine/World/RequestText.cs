using System.Globalization;
using AiopsTwin.Engine.Numerics.States;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World;

/// <summary>What simulated software calls its operations and writes into its log.</summary>
[Unchanging]
internal sealed class RequestText
{
    private readonly string[] _operations;
    private readonly string[] _names;

    public RequestText(WorldMap map)
    {
        _names = Array.ConvertAll(map.ProcessNode, node => Plain(map.Entities[node].Name));
        _operations = new string[_names.Length];
        for (var p = 0; p < _names.Length; p++)
        {
            _operations[p] = map.Kinds[map.ProcessNode[p]] switch
            {
                EntityKind.Datastore => "query",
                EntityKind.Queue => "publish",
                _ => "handle",
            };
        }
    }

    public string Operation(int p) => _operations[p];

    public string CallOf(int callee) => $"call {_names[callee]}";

    public static string Took(int number) => Text($"request {number} taken");

    public static string Shed() => "request rejected because the queue is full";

    public static string Broken(int number) => Text($"unhandled exception while working on item {number}");

    public static string Thrown(int number) => Text($"exception thrown before any call, item {number}");

    public static string Refused() => "request refused as invalid";

    public static string Locked(double seconds) => Text($"statement waited {seconds * 1000:0} ms for a lock");

    public string NoConnection(int callee, TimeSpan wait) =>
        Text($"no connection to {_names[callee]} in the pool after {wait.TotalMilliseconds:0} ms");

    /// <summary>A call that was turned away at once.</summary>
    /// <param name="callee">Who was called.</param>
    /// <param name="why">The line of the fault behind it, with {callee}; null when only the refusal is known.</param>
    public string Refused(int callee, string? why) => Named(why ?? "connection to {callee} refused", callee);

    /// <summary>A call whose answer broke off.</summary>
    /// <param name="callee">Who was called.</param>
    /// <param name="why">The line of the fault behind it, with {callee}; null when only the loss is known.</param>
    public string Lost(int callee, string? why) => Named(why ?? "connection to {callee} lost", callee);

    public string TimedOut(int callee, TimeSpan timeout) =>
        Text($"call of {_names[callee]} timed out after {timeout.TotalMilliseconds:0} ms");

    public string CallFailed(int callee) => $"call of {_names[callee]} failed";

    private string Named(string line, int callee) => line.Replace("{callee}", _names[callee], StringComparison.Ordinal);

    /// <summary>A name without numbers: software calls its peers by the name of their service.</summary>
    private static string Plain(string name) => string.Concat(name.Where(letter => !char.IsAsciiDigit(letter)))
        .Trim('-', '.', '_');

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
