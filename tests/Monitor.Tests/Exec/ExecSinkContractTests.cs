using AvianVox.Monitor.Tests.Sinks;

namespace AvianVox.Monitor.Tests.Exec;

public sealed class ExecSinkContractTests : SinkContract
{
    private protected override Task<Receiver> StartAsync() => Task.FromResult<Receiver>(new ExecReceiver());
}
