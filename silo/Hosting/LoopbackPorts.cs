using System.Net;
using System.Net.Sockets;

namespace AiopsTwin.Silo.Hosting;

/// <summary>
/// Free ports on loopback. Two silos given the same port would both start (the runtime's listener sets address reuse)
/// and traffic would land in either, so a port is never taken on trust.
/// </summary>
internal static class LoopbackPorts
{
    /// <summary>Distinct ports that nobody listens on.</summary>
    public static int[] Free(int count)
    {
        var listeners = new TcpListener[count];
        try
        {
            for (var i = 0; i < count; i++)
            {
                listeners[i] = new TcpListener(IPAddress.Loopback, 0) { ExclusiveAddressUse = true };
                listeners[i].Start();
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners)
            {
                listener?.Stop();
            }
        }
    }

    /// <summary>Throws when somebody listens on the port.</summary>
    /// <exception cref="InvalidOperationException">The port is taken.</exception>
    public static void EnsureFree(IPAddress address, int port, string option)
    {
        using var listener = new TcpListener(address, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
        }
        catch (SocketException failure)
        {
            throw new InvalidOperationException(
                $"{option}: {new IPEndPoint(address, port)} cannot be used ({failure.Message}).", failure);
        }
    }
}
