using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>The installer, into a folder that stands for the system's root; and the unit, judged by systemd's own tools.</summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class InstallTests
{
    /// <summary>Exposure that the unit may have, of 10.</summary>
    private const double MostExposure = 2.0;

    private static readonly string Deploy = Path.Combine(ProjectRoot.Path, "deploy", "systemd");

    [Fact]
    public async Task Installing_updating_and_removing_keep_what_is_the_owners()
    {
        using var folder = new TempFolder();
        var root = folder.File("root");
        var from = Published(folder.File("published"));
        await RunAsync("install.sh", "--root", root, "--from", from);

        var program = Path.Combine(root, "opt/avianvox/avianvox");
        var configuration = Path.Combine(root, "etc/avianvox/station.json");
        var unit = Path.Combine(root, "etc/systemd/system/avianvox.service");
        Assert.Equal("/opt/avianvox/avianvox", new FileInfo(Path.Combine(root, "usr/local/bin/avianvox")).LinkTarget);
        Assert.Contains("ExecStart=/opt/avianvox/avianvox run --config /etc/avianvox/station.json --data /var/lib/avianvox", await File.ReadAllLinesAsync(unit, TestContext.Current.CancellationToken));
        Assert.True(File.Exists(Path.Combine(root, "opt/avianvox/models/british-birds/model.onnx")));
        await using (var check = ProgramRun.Start(program, ["config", "check", "--config", configuration]))
        {
            Assert.True(await check.ExitAsync() == 0, check.Transcript);
        }

        // The owner's settings and data, and a program that an update must replace.
        await File.WriteAllTextAsync(configuration, """{ "Station": { "Id": "reed-bed" } }""", TestContext.Current.CancellationToken);
        var heard = Path.Combine(root, "var/lib/avianvox/journal.db");
        await File.WriteAllTextAsync(heard, "what was heard", TestContext.Current.CancellationToken);
        var old = Path.Combine(root, "opt/avianvox/left-over.dll");
        await File.WriteAllTextAsync(old, "old", TestContext.Current.CancellationToken);
        await RunAsync("install.sh", "--root", root, "--from", from);
        Assert.Contains("reed-bed", await File.ReadAllTextAsync(configuration, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(File.Exists(configuration + ".default"));
        Assert.Equal("what was heard", await File.ReadAllTextAsync(heard, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(program));
        Assert.Equal(["avianvox"], Directory.GetFileSystemEntries(Path.Combine(root, "opt")).Select(Path.GetFileName));

        await RunAsync("uninstall.sh", "--root", root);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(root, "opt")));
        Assert.False(File.Exists(unit));
        Assert.True(File.Exists(configuration));
        Assert.True(File.Exists(heard));
        await RunAsync("uninstall.sh", "--root", root, "--purge");
        Assert.False(Directory.Exists(Path.GetDirectoryName(configuration)));
        Assert.False(Directory.Exists(Path.GetDirectoryName(heard)));
    }

    [Fact]
    public async Task What_cannot_run_or_does_not_take_the_configuration_replaces_nothing()
    {
        using var folder = new TempFolder();
        var root = folder.File("root");
        var from = Published(folder.File("published"));
        await RunAsync("install.sh", "--root", root, "--from", from);
        var old = Path.Combine(root, "opt/avianvox/of-the-old-program");
        await File.WriteAllTextAsync(old, "", TestContext.Current.CancellationToken);

        var part = Directory.CreateDirectory(folder.File("part")).FullName;
        Assert.Contains("holds no program 'avianvox'", await RefusedAsync("install.sh", "--root", root, "--from", part), StringComparison.Ordinal);
        File.Copy(Path.Combine(from, "avianvox"), Path.Combine(part, "avianvox"));
        Assert.Contains("a part of the program only", await RefusedAsync("install.sh", "--root", root, "--from", part), StringComparison.Ordinal);
        File.SetUnixFileMode(Path.Combine(part, "avianvox"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Contains("may not be run", await RefusedAsync("install.sh", "--root", root, "--from", part), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(root, "etc/avianvox/station.json"), """{ "Detector": { "Treshold": 0.5 } }""", TestContext.Current.CancellationToken);
        var told = await RefusedAsync("install.sh", "--root", root, "--from", from);
        Assert.Contains("did you mean Detector:Threshold?", told, StringComparison.Ordinal);
        Assert.Contains("the program that was installed stays as it is", told, StringComparison.Ordinal);

        Assert.True(File.Exists(old));
        Assert.Equal(["avianvox"], Directory.GetFileSystemEntries(Path.Combine(root, "opt")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task An_installed_command_needs_no_paths()
    {
        using var folder = new TempFolder();
        var program = Published(folder.File("published"));
        var configuration = folder.File("station.json");
        var installation = Path.Combine(program, "installation.json");
        await File.WriteAllTextAsync(configuration, """{ "Station": { "Id": "reed-bed" }, "Data": { "Folder": "data" } }""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(installation, $$"""{ "Configuration": "{{configuration}}", "Data": "{{folder.File("heard")}}" }""", TestContext.Current.CancellationToken);

        await using var show = ProgramRun.Start(Path.Combine(program, "avianvox"), ["config", "show"], workingDirectory: folder.Path);
        Assert.True(await show.ExitAsync() == 0, show.Transcript);
        Assert.Contains(show.Output, line => line.Contains("\"Id\": \"reed-bed\"", StringComparison.Ordinal));
        Assert.Contains(show.Output, line => line.Contains($"\"Folder\": \"{folder.File("heard")}\"", StringComparison.Ordinal));
        await using var other = ProgramRun.Start(Path.Combine(program, "avianvox"), ["config", "show", "--set", "Data:Folder=data"], workingDirectory: folder.Path);
        Assert.True(await other.ExitAsync() == 0, other.Transcript);
        Assert.Contains(other.Output, line => line.Contains("\"Folder\": \"data\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dry_run_tells_all_and_does_nothing()
    {
        using var folder = new TempFolder();
        var root = folder.File("root");
        var told = await RunAsync("install.sh", "--root", root, "--from", Published(folder.File("published")), "--dry-run");
        Assert.Contains("would install the program in /opt/avianvox", told, StringComparison.Ordinal);
        Assert.Contains("avianvox.service", told, StringComparison.Ordinal);
        Assert.False(Directory.Exists(root));
    }

    [Fact]
    public async Task Another_prefix_reaches_the_unit()
    {
        using var folder = new TempFolder();
        var root = folder.File("root");
        await RunAsync("install.sh", "--root", root, "--from", Published(folder.File("published")), "--prefix", "/srv/birds/avianvox");
        Assert.True(File.Exists(Path.Combine(root, "srv/birds/avianvox/avianvox")));
        var unit = await File.ReadAllTextAsync(Path.Combine(root, "etc/systemd/system/avianvox.service"), TestContext.Current.CancellationToken);
        Assert.Contains("ExecStart=/srv/birds/avianvox/avianvox run", unit, StringComparison.Ordinal);
        Assert.DoesNotContain("/opt/", unit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Systemd_takes_every_line_of_the_unit()
    {
        SkipUnless("systemd-analyze");
        using var folder = new TempFolder();
        // It looks whether the program is there, which it need not be on this machine.
        var program = folder.File("avianvox");
        await File.WriteAllTextAsync(program, "#!/bin/sh\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var unit = folder.File("avianvox.service");
        var text = await File.ReadAllTextAsync(Path.Combine(Deploy, "avianvox.service"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(unit, text.Replace("/opt/avianvox/avianvox", program, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        await using var verify = ProgramRun.Start("systemd-analyze", ["verify", "--man=no", unit]);

        Assert.True(await verify.ExitAsync() == 0, verify.Transcript);
        Assert.Equal("", verify.Transcript);
    }

    [Fact]
    public async Task The_service_is_exposed_by_two_of_ten_at_most()
    {
        SkipUnless("systemd-analyze");
        await using var security = ProgramRun.Start("systemd-analyze", ["security", "--offline=true", "--no-pager", Path.Combine(Deploy, "avianvox.service")]);
        await security.ExitAsync();
        var level = ExposurePattern().Match(security.Transcript);
        Assert.True(level.Success, security.Transcript);
        Assert.InRange(double.Parse(level.Groups[1].Value, CultureInfo.InvariantCulture), 0, MostExposure);
    }

    [Fact]
    public async Task The_scripts_have_no_known_traps()
    {
        SkipUnless("shellcheck");
        await using var check = ProgramRun.Start("shellcheck", ["-x", "avianvox", "avianvox-train", .. Directory.EnumerateFiles(Deploy, "*.sh"), .. Directory.EnumerateFiles(Path.Combine(ProjectRoot.Path, "scripts"), "*.sh")], workingDirectory: ProjectRoot.Path);
        Assert.True(await check.ExitAsync() == 0, check.Transcript);
    }

    /// <summary>The built program with what this machine needs of the models' engine, which checks the model of a configuration.</summary>
    private static string Published(string folder)
    {
        Directory.CreateDirectory(folder);
        var native = Path.Combine("runtimes", RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64", "native");
        foreach (var part in new[] { "", native }.Where(part => Directory.Exists(Path.Combine(Programs.StationFolder, part))))
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Programs.StationFolder, part)))
            {
                File.Copy(file, Path.Combine(folder, part, Path.GetFileName(file)));
            }
        }

        return folder;
    }

    private static async Task<string> RunAsync(string script, params string[] arguments)
    {
        await using var run = ProgramRun.Start("bash", [Path.Combine(Deploy, script), .. arguments]);
        Assert.True(await run.ExitAsync() == 0, run.Transcript);
        return run.Transcript;
    }

    private static async Task<string> RefusedAsync(string script, params string[] arguments)
    {
        await using var run = ProgramRun.Start("bash", [Path.Combine(Deploy, script), .. arguments]);
        Assert.True(await run.ExitAsync() == 69, run.Transcript);
        return run.Transcript;
    }

    private static void SkipUnless(string program) => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))), $"needs {program}, which is not installed");

    [GeneratedRegex(@"Overall exposure level for avianvox\.service: ([0-9.]+)")]
    private static partial Regex ExposurePattern();
}
