using System.Text;
using AvianVox.Audio.Programs;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Programs;

/// <summary>Real programs.</summary>
public sealed class ChildProgramTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_goes_in_comes_out_with_the_environment_and_what_it_ended_with()
    {
        var call = new ProgramCall("sh", ["-c", "cat; printf ' %s %s' \"$1\" \"$BIRD\"; echo 'not today' >&2; exit 3", "sh", "a b"])
        {
            Input = Encoding.UTF8.GetBytes("in"),
            Environment = new Dictionary<string, string> { ["BIRD"] = "Wren" },
            MostOutput = 100,
        };
        Assert.Equal(new ProgramEnd(3, "in a b Wren", "not today"), await ChildProgram.RunAsync(call, TimeProvider.System, Cancellation));
    }

    [Fact]
    public async Task What_it_writes_is_bounded_and_what_it_does_not_read_is_no_fault()
    {
        var call = new ProgramCall("sh", ["-c", "head -c 5000000 /dev/zero | tr '\\0' x; head -c 5000000 /dev/zero | tr '\\0' y >&2"])
        {
            Input = new byte[1_000_000],
            MostOutput = 10,
        };
        var end = await ChildProgram.RunAsync(call, TimeProvider.System, Cancellation);
        Assert.Equal((0, "xxxxxxxxxx"), (end.ExitCode, end.Output));
        Assert.InRange(end.Complaint.Length, 1, ProgramEnd.MostComplaint);
    }

    [Theory]
    [InlineData("no-such-program-anywhere")]
    [InlineData("/etc/passwd")]
    [InlineData("/etc")]
    [InlineData("")]
    public async Task What_is_no_program_is_told(string program)
    {
        Assert.Null(ProgramPath.Find(program));
        await Assert.ThrowsAsync<ProgramException>(() => ChildProgram.RunAsync(new ProgramCall(program, []), TimeProvider.System, Cancellation));
    }

    [Fact]
    public void A_program_is_found_on_the_path_and_not_in_the_working_folder()
    {
        Assert.Equal("sh", Path.GetFileName(ProgramPath.Find("sh")));
        Assert.Null(ProgramPath.Find("avianvox.sln"));
    }

    [Fact]
    public async Task One_that_does_not_end_is_killed_with_what_it_started()
    {
        var pid = _folder.File("pid");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var run = ChildProgram.RunAsync(new ProgramCall("sh", ["-c", "sleep 600 & echo $! > \"$1.part\"; mv \"$1.part\" \"$1\"; wait", "sh", pid]), TimeProvider.System, stop.Token);
        await Eventually.TrueAsync(() => File.Exists(pid), TimeSpan.FromSeconds(30), () => "it never began");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        var child = (await File.ReadAllTextAsync(pid, Cancellation)).Trim();
        await Eventually.TrueAsync(() => IsGone(child), TimeSpan.FromSeconds(20), () => "the child still runs");
    }

    /// <summary>A child whose parent was killed may stay as a zombie where nobody collects it; it runs no more.</summary>
    private static bool IsGone(string pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Contains(") Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }
}
