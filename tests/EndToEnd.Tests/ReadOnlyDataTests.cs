using System.Runtime.Versioning;
using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>A data folder that cannot be written when the station starts: told in words with a code that a service manager tries again on, and no more than that is lost.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ReadOnlyDataTests
{
    private const UnixFileMode ForAll =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode ReadOnly =
        UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>A user with no rights, for root, who may write everywhere.</summary>
    private const string Nobody = "65534";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_told_and_once_mended_nothing_is_missing(bool hasJournal)
    {
        var recording = SharedData.Require("soundscapes/soundscape.flac");
        using var folder = new TempFolder();
        File.SetUnixFileMode(folder.Path, ForAll);
        var data = folder.File("data");
        Directory.CreateDirectory(data);
        var before = 0;
        if (hasJournal)
        {
            await using var first = Programs.Station(Run(recording, data));
            Assert.True(await first.ExitAsync() == 0, first.Transcript);
            before = (await JournalRow.ReadAsync(data)).Count;
            Assert.True(before > 0);
        }

        File.SetUnixFileMode(data, ReadOnly);
        try
        {
            await using var refused = Environment.UserName == "root"
                ? ProgramRun.Start("setpriv", [$"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "dotnet", Path.Combine(Programs.StationFolder, "avianvox.dll"), .. Run(recording, data)], workingDirectory: ProjectRoot.Path)
                : Programs.Station(Run(recording, data));
            Assert.True(await refused.ExitAsync() == 74, refused.Transcript);
            Assert.Contains(refused.Errors, line => line.Contains(data, StringComparison.Ordinal) && line.Contains("Data:Folder", StringComparison.Ordinal));
            Assert.DoesNotContain("   at ", refused.Transcript, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(data, ForAll);
        }

        await using var second = Programs.Station(Run(recording, data));
        Assert.True(await second.ExitAsync() == 0, second.Transcript);
        Assert.True((await JournalRow.ReadAsync(data)).Count > before);
    }

    private static string[] Run(string recording, string data) =>
        ["run", "--source", recording, "--pace", "max", "--model", Models.British, "--mqtt", "off", "--data", data, "--set", "Detector:Threshold=0.1"];
}
