using System.Globalization;
using System.Text.RegularExpressions;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests.Support;

/// <summary>What a program asked of the system, as strace wrote it down: whom it spoke to, what it wrote, what it started.</summary>
internal sealed partial class SystemCalls
{
    private readonly string[] _lines;

    private SystemCalls(string[] lines) => _lines = lines;

    /// <summary>Every address of the network that was connected to, bound or sent to, as "HOST:PORT".</summary>
    public IReadOnlySet<string> Peers => _lines
        .Select(line => NetworkAddress().Match(line))
        .Where(match => match.Success)
        .Select(match => string.Create(
            CultureInfo.InvariantCulture, $"{match.Groups["host"].Value.Replace("::ffff:", "", StringComparison.Ordinal)}:{match.Groups["port"].Value}"))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Every socket of the local system that was connected to or bound, by its path.</summary>
    public IReadOnlySet<string> LocalSockets => Matches(LocalAddress(), "path");

    /// <summary>Every file or folder that was opened for writing, made, renamed or deleted, by its full path; what the system refused too.</summary>
    public IReadOnlySet<string> Written => _lines
        .Where(line => Writing().IsMatch(line))
        .SelectMany(line => PathArgument().Matches(line))
        .Select(match => Path.GetFullPath(match.Groups["path"].Value, match.Groups["folder"] is { Success: true } folder ? folder.Value : ProjectRoot.Path))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Every program that was started.</summary>
    public IReadOnlySet<string> Programs => Matches(Started(), "path");

    /// <summary>Runs a program under strace to its end; skips the running test where that is not installed.</summary>
    /// <param name="start">Starts "strace" with the arguments given, before which the program's own command line is put by whoever starts it.</param>
    /// <param name="trace">Where strace is to write.</param>
    public static async Task<SystemCalls> WatchAsync(Func<IReadOnlyList<string>, ProgramRun> start, string trace)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        Assert.SkipUnless(path.Split(':').Any(folder => File.Exists(Path.Combine(folder, "strace"))), "needs strace, which is not installed");
        await using var run = start(
            ["-f", "-qq", "-y", "-s", "512", "-o", trace, "-e", "trace=connect,bind,sendto,sendmsg,sendmmsg,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,execve"]);
        Assert.True(await run.ExitAsync() == 0, run.Transcript);
        return new SystemCalls(await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken));
    }

    private HashSet<string> Matches(Regex pattern, string group) => _lines
        .Select(line => pattern.Match(line))
        .Where(match => match.Success)
        .Select(match => match.Groups[group].Value)
        .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"sin6?_port=htons\((?<port>\d+)\).*?(inet_addr\(""(?<host>[^""]+)""|inet_pton\(AF_INET6, ""(?<host>[^""]+)"")")]
    private static partial Regex NetworkAddress();

    [GeneratedRegex(@"sa_family=AF_UNIX, sun_path=@?""(?<path>[^""]*)""")]
    private static partial Regex LocalAddress();

    [GeneratedRegex(@"^\d+ +(open(at)?\(.*(O_WRONLY|O_RDWR|O_CREAT|O_TRUNC)|creat\(|mkdir|rename|unlink)")]
    private static partial Regex Writing();

    // A file is named by a path, or by one below an open folder, which strace names in angle brackets.
    [GeneratedRegex(@"(AT_FDCWD<(?<folder>[^>]*)>, |\d+<(?<folder>[^>]*)>, |\(|, )""(?<path>[^""]+)""")]
    private static partial Regex PathArgument();

    [GeneratedRegex(@"^\d+ +execve\(""(?<path>[^""]+)""")]
    private static partial Regex Started();
}
