using AvianVox.Station.Tests.Sinks;

namespace AvianVox.Station.Tests.Mqtt;

public sealed class MqttSinkContractTests : SinkContract
{
    private protected override async Task<Receiver> StartAsync() => await MqttReceiver.StartAsync();
}
