using AvianVox.Station.Tests.Sinks;

namespace AvianVox.Station.Tests.Exec;

public sealed class ExecSinkContractTests : SinkContract
{
    private protected override Task<Receiver> StartAsync() => Task.FromResult<Receiver>(new ExecReceiver());
}
