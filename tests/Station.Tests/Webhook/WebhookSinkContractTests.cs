using System.Text.RegularExpressions;
using AvianVox.Station.Tests.Sinks;
using AvianVox.Station.Webhook;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Webhook;

public sealed partial class WebhookSinkContractTests : SinkContract
{
    internal static Receiver Receiver() => new HttpReceiverUnderTest(
        Id(),
        new FakeAnswer(500, "cannot store that"),
        url => new WebhookSink(new WebhookOptions { Url = url + "/birds" }, TimeProvider.System));

    private protected override Task<Receiver> StartAsync() => Task.FromResult(Receiver());

    [GeneratedRegex("\"id\":\"([^\"]*)\"")]
    private static partial Regex Id();
}
