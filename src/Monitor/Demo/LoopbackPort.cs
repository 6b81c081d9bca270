using System.Net;
using System.Net.Sockets;

namespace AvianVox.Monitor.Demo;

/// <summary>Finds a port that the demo's broker can have.</summary>
internal static class LoopbackPort
{
    /// <summary>The usual port of MQTT.</summary>
    public const int Mqtt = 1883;

    /// <summary>The wanted port of 127.0.0.1 when nobody listens there, else one that the system gives.</summary>
    /// <param name="wanted">Port, 1 to 65,535.</param>
    public static int Free(int wanted) => TryListen(wanted) ?? TryListen(0)
        ?? throw new InvalidOperationException("The system has no free port on 127.0.0.1.");

    private static int? TryListen(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
