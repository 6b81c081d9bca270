using AvianVox.Audio.Capture;
using AvianVox.Monitor.Cli;

namespace AvianVox.Monitor.Tests.Cli;

public sealed class DevicesCommandTests
{
    [Fact]
    public void Each_device_has_its_line()
    {
        using var output = new StringWriter();
        DevicesCommand.WriteTable(
            [
                new AudioDevice(3, "ALSA:USB Audio", "USB Audio: - (hw:1,0)", "ALSA", 1, 48_000, IsDefault: true),
                new AudioDevice(12, "ALSA:pulse", "pulse", "ALSA", 32, 44_100, IsDefault: false),
            ],
            output);
        Assert.Equal(
            [
                "index  id              channels     rate  name",
                "    3  ALSA:USB Audio         1    48000  USB Audio: - (hw:1,0) (default)",
                "   12  ALSA:pulse            32    44100  pulse",
            ],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void No_device_is_said_in_words()
    {
        using var output = new StringWriter();
        DevicesCommand.WriteTable([], output);
        Assert.StartsWith("There is no device", output.ToString(), StringComparison.Ordinal);
    }
}
