using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AiopsTwin.Scenarios.Tests.Commands;

/// <summary>Answers one address as a silo does, and remembers how it was asked.</summary>
internal sealed class StandInSilo : IDisposable
{
    private readonly HttpListener _listener = new();

    public StandInSilo(int status, string body)
    {
        Address = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        Served = ServeAsync(status, body);
    }

    public string Address { get; }

    /// <summary>Path and query of what was asked.</summary>
    public Task<string> Served { get; }

    public void Dispose() => ((IDisposable)_listener).Dispose();

    private async Task<string> ServeAsync(int status, string body)
    {
        var context = await _listener.GetContextAsync();
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: true);
        return context.Request.Url!.PathAndQuery;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
