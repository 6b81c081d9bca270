using System.Text.RegularExpressions;
using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>
/// README.md, followed word by word in a clean clone, as somebody does who has just found the project. A command that the test does not know
/// how to follow is a fault of the test; what it leaves out, it says.
/// </summary>
public sealed partial class ReadmeTests(ITestOutputHelper output)
{
    /// <summary>Set to 1 where a clone is to be built: it takes minutes. Continuous integration does.</summary>
    private const string Variable = "AVIANVOX_CLONE";

    private const int Ok = 0;
    private const int NoInput = 66;
    private const int NoDevice = 69;

    /// <summary>What "timeout" ends with where it had to stop a program.</summary>
    private const int Stopped = 124;

    /// <summary>Of one command, the first build of a clone included.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(15);

    /// <summary>How each command is followed, the first that begins so: with what it may end, or why it is left out.</summary>
    private static readonly (string Begin, int[] Codes, string? LeftOut)[] Ways =
    [
        ("./avianvox demo", [Ok], null),
        ("./avianvox devices", [Ok], null),
        // A machine without a microphone says so; on one with it, the station listens until it is stopped.
        ("./avianvox run --source mic", [NoDevice, Stopped, Ok], null),
        ("./avianvox run --source \"mic:", [NoDevice, Stopped, Ok], null),
        ("./avianvox run --mqtt", [NoDevice, Stopped, Ok], null),
        ("./avianvox run --source dawn.flac", [Ok], null),
        ("arecord ", [Ok], null),
        ("./avianvox detections", [Ok], null),
        ("./avianvox run --model models/mine", [NoInput], null),
        ("mosquitto_sub ", [], "it listens without end, on a port that others on this machine may hold"),
        ("./avianvox test", [], "it is what runs this"),
        ("./avianvox bench", [], "it measures for minutes; bench has tests of its own"),
        ("./avianvox-train ", [], "it needs recordings; its words are compared with the command's own help instead"),
    ];

    [Fact]
    public async Task Every_command_is_known_and_those_of_the_workshop_are_what_its_help_tells()
    {
        foreach (var command in Commands(ProjectRoot.Path))
        {
            Assert.True(Ways.Any(way => command.StartsWith(way.Begin, StringComparison.Ordinal)), $"README.md has a command that this test does not follow: {command}");
        }

        foreach (var command in Commands(ProjectRoot.Path).Where(command => command.StartsWith("./avianvox-train ", StringComparison.Ordinal)))
        {
            var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var path = words.Skip(1).TakeWhile(word => Word().IsMatch(word)).ToList();
            await using var help = Programs.Workshop([.. path, "--help"]);
            Assert.True(await help.ExitAsync() == 0, help.Transcript);
            Assert.All(words.Where(word => word.StartsWith("--", StringComparison.Ordinal)), option => Assert.Contains(option, help.Transcript, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_clean_clone_does_what_the_readme_says()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Variable) == "1", $"builds a clone, which takes minutes: set {Variable}=1");
        using var folder = new TempFolder();
        var clone = folder.File("clone");
        await RunAsync($"git clone -q --no-hardlinks '{ProjectRoot.Path}' '{clone}'", folder.Path, [Ok]);
        var programs = Directory.CreateDirectory(folder.File("bin")).FullName;
        // Stands for a sound card: 3 s of noise.
        await RunAsync($"printf '#!/bin/sh\\nhead -c 288000 /dev/urandom\\n' > '{programs}/arecord' && chmod +x '{programs}/arecord'", folder.Path, [Ok]);

        foreach (var command in Commands(clone))
        {
            var (_, codes, leftOut) = Ways.First(way => command.StartsWith(way.Begin, StringComparison.Ordinal));
            if (leftOut is not null)
            {
                output.WriteLine($"left out: {command}: {leftOut}");
                continue;
            }

            if (command.Contains("dawn.flac", StringComparison.Ordinal))
            {
                // The recording that a reader has.
                await RunAsync("./avianvox demo --minutes 0.5 --pace max --out dawn.wav && ffmpeg -v error -y -i dawn.wav dawn.flac", clone, [Ok]);
            }

            var bounded = codes.Contains(Stopped) ? $"timeout -s INT -k 20 30 bash -c '{command}'" : command;
            await RunAsync($"PATH='{programs}':$PATH; {bounded}", clone, codes);
        }

        await RunAsync("./avianvox config check && ./avianvox models inspect models/british-birds", clone, [Ok]);
        await RunAsync("scripts/publish.sh --runtime linux-arm64", clone, [Ok]);
        // Publishing for another machine changes nothing of the project, and the next start is as quick as the one before.
        await RunAsync("[ -z \"$(git status --porcelain --untracked-files=no)\" ] && [ -x artifacts/publish/linux-arm64/avianvox ]", clone, [Ok]);
        Assert.DoesNotContain("building", await RunAsync("./avianvox config check", clone, [Ok]), StringComparison.Ordinal);
    }

    /// <summary>The lines of all blocks of commands, without what is said about them.</summary>
    private static IEnumerable<string> Commands(string root)
    {
        var isBlock = false;
        foreach (var line in File.ReadLines(Path.Combine(root, "README.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isBlock = !isBlock;
            }
            else if (isBlock && !line.StartsWith("source ->", StringComparison.Ordinal) && Comment().Replace(line, "").Trim() is { Length: > 0 } command)
            {
                yield return command;
            }
        }
    }

    private async Task<string> RunAsync(string command, string folder, int[] codes)
    {
        await using var run = ProgramRun.Start("bash", ["-c", $"set -o pipefail; {command}"], workingDirectory: folder);
        var code = await run.ExitAsync(Bound);
        output.WriteLine($"{code}: {command}");
        Assert.True(codes.Contains(code), $"'{command}' ended with {code}, not {string.Join(" or ", codes)}:\n{run.Transcript}");
        return run.Transcript;
    }

    [GeneratedRegex(@"\s+#\s.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^[a-z]+$")]
    private static partial Regex Word();
}
