using System.Net;
using System.Net.Sockets;

namespace AvianVox.TestSupport;

/// <summary>Ports that nobody uses.</summary>
public static class FreePort
{
    /// <summary>A TCP port of the loopback address that was free a moment ago.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
