using System.Text.Json;
using AvianVox.Station.Exec;
using AvianVox.Station.Sinks;
using AvianVox.Station.Tests.Sinks;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Exec;

/// <summary>A script that appends what it reads to a file.</summary>
internal sealed class ExecReceiver : Receiver
{
    private readonly TempFolder _folder = new();

    public ExecReceiver()
    {
        File.WriteAllText(_folder.File("take.sh"), $$"""
            read -r line
            case "$line" in *poison*) echo "not that" >&2; exit 1;; esac
            [ -e {{_folder.File("away")}} ] && exit 75
            printf '%s\n' "$line" >> {{_folder.File("taken")}}
            """);
    }

    public override IReadOnlyList<string> Received =>
        File.Exists(_folder.File("taken"))
            ? [.. File.ReadLines(_folder.File("taken")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!).Distinct()]
            : [];

    public override ISink Sink() => new ExecSink(new ExecOptions { Command = $"sh {_folder.File("take.sh")}" }, TimeProvider.System);

    public override async Task GoAwayAsync() => await File.WriteAllTextAsync(_folder.File("away"), "");

    public override Task ComeBackAsync()
    {
        File.Delete(_folder.File("away"));
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
