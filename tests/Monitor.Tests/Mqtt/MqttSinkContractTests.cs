using AvianVox.Monitor.Tests.Sinks;

namespace AvianVox.Monitor.Tests.Mqtt;

public sealed class MqttSinkContractTests : SinkContract
{
    private protected override async Task<Receiver> StartAsync() => await MqttReceiver.StartAsync();
}
