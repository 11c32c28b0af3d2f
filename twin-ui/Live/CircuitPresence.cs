using Microsoft.AspNetCore.Components.Server.Circuits;

namespace AiopsTwin.TwinUi.Live;

/// <summary>
/// Knows whether a browser is at the other end. A session whose connection dropped lives on for minutes; drawing for it
/// would be work for nobody.
/// </summary>
public sealed class CircuitPresence : CircuitHandler
{
    private volatile bool _isConnected = true;

    /// <summary>Raised when the connection comes back.</summary>
    public event Action? Returned;

    /// <summary>True while a browser is connected.</summary>
    public bool IsConnected => _isConnected;

    /// <inheritdoc />
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _isConnected = false;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _isConnected = true;
        Returned?.Invoke();
        return Task.CompletedTask;
    }
}
