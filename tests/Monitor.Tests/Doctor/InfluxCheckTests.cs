using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Doctor;
using AvianVox.Station.Influx;
using AvianVox.TestSupport;

namespace AvianVox.Monitor.Tests.Doctor;

public sealed class InfluxCheckTests
{
    [Theory]
    [InlineData(204, Verdict.Ok, "birds")]
    [InlineData(400, Verdict.Ok, "birds")]
    [InlineData(401, Verdict.Fault, "token")]
    [InlineData(404, Verdict.Fault, "bucket")]
    [InlineData(503, Verdict.Fault, "503")]
    public async Task The_databases_answer_is_understood_and_nothing_is_written(int status, object verdict, string text)
    {
        string? body = null;
        await using var database = new FakeHttpServer(request =>
        {
            body = request.Body;
            return new FakeAnswer(status);
        });
        database.Start();
        var finding = await LookAsync(database.Url);
        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains(text, finding.Text, StringComparison.Ordinal);
        Assert.All(body!.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("#", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_a_fault() =>
        Assert.Equal(Verdict.Fault, (await LookAsync($"http://127.0.0.1:{FreePort.Next()}")).Verdict);

    [Fact]
    public async Task Without_a_database_there_is_nothing_to_look_at() =>
        Assert.Equal(Verdict.Note, (await LookAsync(null)).Verdict);

    private static async Task<Finding> LookAsync(string? url) =>
        Assert.Single(await new InfluxCheck(new StationOptions { Influx = new InfluxOptions { Url = url } }, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken));
}
