using System.Text.RegularExpressions;
using AvianVox.Station.Influx;
using AvianVox.Station.Tests.Sinks;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Influx;

public sealed partial class InfluxSinkContractTests : SinkContract
{
    internal static Receiver Receiver() => new HttpReceiverUnderTest(
        Id(),
        new FakeAnswer(400, """{"code":"invalid","message":"partial write: unable to parse"}"""),
        url => new InfluxSink(new InfluxOptions { Url = url }, "reed-bed", TimeProvider.System));

    private protected override Task<Receiver> StartAsync() => Task.FromResult(Receiver());

    [GeneratedRegex("id=\"([^\"]*)\"")]
    private static partial Regex Id();
}
