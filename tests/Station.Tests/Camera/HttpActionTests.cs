using System.Net;
using System.Text.Json;
using AvianVox.Station.Camera;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Camera;

public sealed class HttpActionTests : IDisposable
{
    private readonly string _address = $"http://127.0.0.1:{FreePort.Next()}/";

    private readonly HttpListener _server = new();

    public HttpActionTests()
    {
        _server.Prefixes.Add(_address);
        _server.Start();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Close();

    [Fact]
    public async Task A_post_brings_what_was_heard()
    {
        using var action = new HttpAction(_address + "shoot?bird={species}", HttpCall.Post);
        var run = action.RunAsync(Shots.Cuckoo(species: "A & B/#"), Cancellation);
        var (method, url, body) = await AnswerAsync(200);
        await run;
        Assert.Equal(("POST", "/shoot?bird=A%20%26%20B%2F%23"), (method, url));
        using var json = JsonDocument.Parse(body);
        Assert.Equal("A & B/#", json.RootElement.GetProperty("species").GetProperty("common").GetString());
        Assert.Equal(0.9123, json.RootElement.GetProperty("confidence").GetDouble());
    }

    [Fact]
    public async Task A_get_brings_nothing_and_a_refusal_is_told()
    {
        using var action = new HttpAction(_address + "snap", HttpCall.Get);
        var run = action.RunAsync(Shots.Cuckoo(), Cancellation);
        var (method, _, body) = await AnswerAsync(503);
        Assert.Equal(("GET", ""), (method, body));
        var fault = await Assert.ThrowsAsync<CameraException>(() => run);
        Assert.StartsWith("was answered with 503", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        using var action = new HttpAction($"http://127.0.0.1:{FreePort.Next()}/", HttpCall.Get);
        var fault = await Assert.ThrowsAsync<CameraException>(() => action.RunAsync(Shots.Cuckoo(), Cancellation));
        Assert.StartsWith("failed: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_in_the_address_answers_the_server_and_is_told_to_nobody_else()
    {
        _server.AuthenticationSchemes = AuthenticationSchemes.Basic;
        using var action = new HttpAction(_address.Replace("://", "://owl:p%40ss@", StringComparison.Ordinal) + "snap?key=k", HttpCall.Post);
        Assert.Equal($"call of {_address}***", action.Name);
        var run = action.RunAsync(Shots.Cuckoo(), Cancellation);
        var context = await _server.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        var user = Assert.IsType<HttpListenerBasicIdentity>(context.User?.Identity);
        Assert.Equal(("owl", "p@ss"), (user.Name, user.Password));
        Assert.True(context.Request.HasEntityBody);
        context.Response.Close();
        await run;
    }

    private async Task<(string Method, string? Url, string Body)> AnswerAsync(int status)
    {
        var context = await _server.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        using var reader = new StreamReader(context.Request.InputStream);
        var body = await reader.ReadToEndAsync(Cancellation);
        context.Response.StatusCode = status;
        context.Response.Close();
        return (context.Request.HttpMethod, context.Request.RawUrl, body);
    }
}
