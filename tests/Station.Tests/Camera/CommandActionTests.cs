using AvianVox.Station.Camera;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Camera;

/// <summary>Real programs.</summary>
public sealed class CommandActionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("$(touch injected)")]
    [InlineData("`touch injected`; touch injected && touch injected #")]
    [InlineData("' \" \\ * ~ | > injected\n-rf")]
    public async Task No_name_becomes_a_command(string name)
    {
        using var action = new CommandAction(["sh", "-c", "cd \"$1\" && printf '%s|%s' \"$2\" \"$AVIANVOX_SPECIES\" > told", "sh", _folder.Path, "{species}"], TimeProvider.System);
        await action.RunAsync(Shots.Cuckoo(species: name), Cancellation);
        Assert.Equal([_folder.File("told")], Directory.GetFiles(_folder.Path));
        Assert.Equal($"{name}|{name}", await File.ReadAllTextAsync(_folder.File("told"), Cancellation));
    }

    [Fact]
    public async Task No_name_becomes_an_option()
    {
        using var action = new CommandAction(["sh", "-c", "printf '%s' \"$2\" > \"$1\"", "sh", _folder.File("told"), "{species}"], TimeProvider.System);
        await action.RunAsync(Shots.Cuckoo(species: "--output=/etc/passwd"), Cancellation);
        Assert.Equal("output=/etc/passwd", await File.ReadAllTextAsync(_folder.File("told"), Cancellation));
    }

    [Fact]
    public async Task A_token_in_the_command_line_is_not_told_with_what_it_said()
    {
        using var action = new CommandAction(["sh", "-c", "echo \"refused: $1\" >&2; exit 3", "sh", "tok3n-abc"], TimeProvider.System);
        var fault = await Assert.ThrowsAsync<CameraException>(() => action.RunAsync(Shots.Cuckoo(), Cancellation));
        Assert.Equal("ended with 3 (refused: ***)", fault.Message);
    }

    [Fact]
    public async Task A_program_that_fails_is_told_with_what_it_said()
    {
        using var action = new CommandAction(["sh", "-c", "echo no camera >&2; exit 3"], TimeProvider.System);
        var fault = await Assert.ThrowsAsync<CameraException>(() => action.RunAsync(Shots.Cuckoo(), Cancellation));
        Assert.Equal("ended with 3 (no camera)", fault.Message);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_told()
    {
        using var action = new CommandAction(["/nowhere/rpicam-still", "{path}"], TimeProvider.System);
        var fault = await Assert.ThrowsAsync<CameraException>(() => action.RunAsync(Shots.Cuckoo(), Cancellation));
        Assert.StartsWith("cannot be started", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_talks_without_end_fills_no_memory_and_waits_for_nobody()
    {
        using var action = new CommandAction(["sh", "-c", "head -c 5000000 /dev/zero >&2; head -c 5000000 /dev/zero; exit 4"], TimeProvider.System);
        var fault = await Assert.ThrowsAsync<CameraException>(() => action.RunAsync(Shots.Cuckoo(), Cancellation));
        Assert.InRange(fault.Message.Length, 1, 400);
    }

    [Fact]
    public async Task A_program_that_hangs_is_killed_with_what_it_started()
    {
        var pids = _folder.File("pids");
        using var action = new CommandAction(["sh", "-c", "sleep 600 & echo $$ $! > \"$1.part\"; mv \"$1.part\" \"$1\"; wait", "sh", pids], TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var run = action.RunAsync(Shots.Cuckoo(), stop.Token);
        await Eventually.TrueAsync(() => File.Exists(pids), TimeSpan.FromSeconds(30), () => "the program never began");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        foreach (var pid in (await File.ReadAllTextAsync(pids, Cancellation)).Split())
        {
            await Eventually.TrueAsync(() => pid.Length == 0 || IsGone(pid), TimeSpan.FromSeconds(10), () => $"{pid} lives on");
        }
    }

    /// <summary>A child whose parent was killed may stay as a zombie where nobody collects it; it runs no more.</summary>
    private static bool IsGone(string pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat") is var stat && stat[(stat.LastIndexOf(')') + 2)..].StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }
}
