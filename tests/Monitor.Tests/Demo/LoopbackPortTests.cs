using System.Net;
using System.Net.Sockets;
using AvianVox.Monitor.Demo;

namespace AvianVox.Monitor.Tests.Demo;

public class LoopbackPortTests
{
    [Fact]
    public void A_port_in_use_is_replaced_by_a_free_one()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var other = LoopbackPort.Free(port);

        Assert.NotEqual(port, other);
        using var listener = new TcpListener(IPAddress.Loopback, other);
        listener.Start();
    }
}
