using System.Runtime.Versioning;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Doctor;
using AvianVox.Station.Journal;
using AvianVox.TestSupport;

namespace AvianVox.Monitor.Tests.Doctor;

/// <summary>Heat, room and permissions.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class MachineChecksTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(48_300, Verdict.Ok, "48.3")]
    [InlineData(78_000, Verdict.Warning, "78.0")]
    [InlineData(91_500, Verdict.Fault, "91.5")]
    public async Task The_hottest_zone_counts(int thousandths, object verdict, string text)
    {
        Write("class/thermal/thermal_zone0/temp", "21000\n");
        Write("class/thermal/thermal_zone1/temp", $"{thousandths}\n");
        Write("class/thermal/thermal_zone2/temp", "");
        var finding = Assert.Single(await HeatAsync(null));
        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains(text, finding.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("throttled=0x0", Verdict.Ok, "not held back")]
    [InlineData("throttled=0x50005", Verdict.Fault, "under-voltage now")]
    [InlineData("throttled=0x4", Verdict.Fault, "by heat")]
    [InlineData("throttled=0x50000", Verdict.Warning, "under-voltage since")]
    [InlineData("throttled=0x80000", Verdict.Warning, "by heat")]
    public async Task The_firmware_of_a_Raspberry_Pi_is_understood(string answer, object verdict, string text)
    {
        var finding = Assert.Single(await HeatAsync(answer));
        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains(text, finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_kernels_file_spares_the_question()
    {
        Write("devices/platform/soc/soc:firmware/get_throttled", "50000\n");
        Assert.Contains("under-voltage since", Assert.Single(await HeatAsync("throttled=0x0")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_tells_nothing_is_no_fault() =>
        Assert.Equal(Verdict.Note, Assert.Single(await HeatAsync(null)).Verdict);

    [Theory]
    [InlineData(10L << 30, Verdict.Ok)]
    [InlineData(500L << 20, Verdict.Warning)]
    [InlineData(1L << 20, Verdict.Fault)]
    public void Room_is_judged_by_what_is_left(long free, object verdict) =>
        Assert.Equal(verdict, DiskCheck.Judge("data", free, 32L << 30).Verdict);

    [Fact]
    public async Task The_disk_of_a_folder_that_is_not_there_yet_is_that_of_the_folder_above() =>
        Assert.NotEqual(Verdict.Note, Assert.Single(await new DiskCheck(_folder.File("not/yet")).RunAsync(TestContext.Current.CancellationToken)).Verdict);

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite, Verdict.Ok)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead, Verdict.Warning)]
    public async Task Secrets_are_for_the_station_alone(UnixFileMode mode, object verdict)
    {
        var secret = _folder.File("password");
        File.WriteAllText(secret, "x");
        File.SetUnixFileMode(secret, mode);
        var options = new StationOptions { Data = new DataOptions { Folder = _folder.File("data") } };
        var findings = await new PermissionsCheck(options, [(secret, "a secret")], _folder.File("snd")).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, findings.Count);
        Assert.Equal(Verdict.Ok, findings[0].Verdict);
        Assert.Equal(verdict, findings[1].Verdict);
        Assert.Empty(Directory.GetFiles(_folder.Path, ".avianvox*"));
    }

    private Task<IReadOnlyList<Finding>> HeatAsync(string? answer) =>
        new ThermalCheck(_folder.Path, _ => Task.FromResult(answer)).RunAsync(TestContext.Current.CancellationToken);

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(file))!);
        File.WriteAllText(_folder.File(file), text);
    }
}
