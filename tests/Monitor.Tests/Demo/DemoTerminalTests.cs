using AvianVox.Demo;
using AvianVox.Monitor.Demo;

namespace AvianVox.Monitor.Tests.Demo;

public sealed class DemoTerminalTests : IDisposable
{
    private readonly Programme _programme = new(1);

    private readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Every_solo_is_told_once_when_it_begins()
    {
        var terminal = new DemoTerminal(_output, _programme);
        var solos = _programme.Minute(0);

        for (long position = 0; position <= solos[1].Begin; position += 2_400)
        {
            terminal.Played(position);
        }

        terminal.Played(solos[1].Begin + 1);
        var lines = _output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains(solos[0].Song.CommonName, lines[0], StringComparison.Ordinal);
        Assert.Contains(solos[1].Song.CommonName, lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_tells_who_was_named_who_was_not_and_what_was_a_mistake()
    {
        var terminal = new DemoTerminal(_output, _programme);
        var solos = _programme.Minute(0);
        terminal.Confirmed(Heard.Of(solos[0], solos[0].Begin, solos[0].End, 0.81));
        terminal.Confirmed(Heard.Of(solos[4], solos[1].Begin, solos[1].End, 0.62));
        terminal.Played(solos[1].End);

        terminal.Summarise();

        var told = _output.ToString();
        Assert.Contains($"detected    {solos[0].Song.CommonName} ({solos[0].Song.ScientificName}), confidence 0.81", told, StringComparison.Ordinal);
        Assert.Contains("2 synthetic birds sang, the station named 1 of them", told, StringComparison.Ordinal);
        Assert.Matches($"{solos[0].Song.CommonName} +0.81", told);
        Assert.Matches($"{solos[1].Song.CommonName} +not named", told);
        Assert.Contains($"mistake: {solos[4].Song.CommonName}, 0.62", told, StringComparison.Ordinal);
    }
}
