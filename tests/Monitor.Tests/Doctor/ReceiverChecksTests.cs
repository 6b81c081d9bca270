using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Doctor;
using AvianVox.Station.Camera;
using AvianVox.TestSupport;

namespace AvianVox.Monitor.Tests.Doctor;

/// <summary>Addresses, programs, and secrets in the configuration.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ReceiverChecksTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_webhook_that_is_there_is_well_and_one_that_is_not_is_a_fault_without_its_path()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var options = new StationOptions();
        options.Webhook.Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hooks/s3cr3t");
        var well = Assert.Single(await new WebhookCheck(options, TimeProvider.System).RunAsync(Cancellation));
        Assert.Equal(Verdict.Ok, well.Verdict);

        options.Webhook.Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}/hooks/s3cr3t");
        options.Cameras = [new CameraOptions { Url = "http://no-such-host.invalid/snap/s3cr3t" }];
        var ill = await new WebhookCheck(options, TimeProvider.System).RunAsync(Cancellation);
        Assert.Equal([Verdict.Fault, Verdict.Fault], ill.Select(finding => finding.Verdict));
        Assert.Contains("nothing listens there", ill[0].Text, StringComparison.Ordinal);
        Assert.Contains("Cameras:0:Url = http://no-such-host.invalid/***", ill[1].Text, StringComparison.Ordinal);
        Assert.All([well, .. ill], finding => Assert.DoesNotContain("s3cr3t", finding.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cat > /dev/null", Verdict.Ok)]
    [InlineData("no-such-program --token s3cr3t", Verdict.Fault)]
    [InlineData("/nowhere/notify s3cr3t", Verdict.Fault)]
    [InlineData("echo 's3cr3t", Verdict.Fault)]
    [InlineData("TOKEN=s3cr3t notify", Verdict.Note)]
    public async Task A_command_that_is_not_there_is_a_fault_without_its_arguments(string command, object verdict)
    {
        var options = new StationOptions();
        options.Exec.Command = command;
        var finding = Assert.Single(await new CommandCheck(options, TimeProvider.System).RunAsync(Cancellation));
        Assert.True(finding.Verdict.Equals(verdict), finding.Text);
        Assert.DoesNotContain("s3cr3t", finding.Text + finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camera_s_program_must_be_one_that_may_be_run()
    {
        var script = _folder.File("snap");
        await File.WriteAllTextAsync(script, "#!/bin/sh\n", Cancellation);
        var options = new StationOptions { Cameras = [new CameraOptions { Command = ["sh"] }, new CameraOptions { Command = [script] }] };
        var findings = await new CommandCheck(options, TimeProvider.System).RunAsync(Cancellation);
        Assert.Equal([Verdict.Ok, Verdict.Fault], findings.Select(finding => finding.Verdict));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite, Verdict.Ok)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead, Verdict.Warning)]
    public async Task A_configuration_with_a_secret_is_for_the_station_alone(UnixFileMode mode, object verdict)
    {
        var file = _folder.File("station.json");
        await File.WriteAllTextAsync(file, """{ "Webhook": { "Url": "https://chat.example/hooks/s3cr3t" } }""", Cancellation);
        File.SetUnixFileMode(file, mode);
        var options = StationConfiguration.Load(file, [$"Data:Folder={_folder.File("data")}"], []);
        var checks = Checkup.Of(options, file, null!, TimeSpan.Zero, null!, TimeProvider.System).OfType<PermissionsCheck>();
        var findings = await Assert.Single(checks).RunAsync(Cancellation);
        var finding = Assert.Single(findings, finding => finding.Text.StartsWith(file, StringComparison.Ordinal));
        Assert.True(finding.Verdict.Equals(verdict), finding.Text);
        Assert.Equal(verdict.Equals(Verdict.Warning), finding.Text.Contains("(Webhook:Url)", StringComparison.Ordinal));
    }
}
