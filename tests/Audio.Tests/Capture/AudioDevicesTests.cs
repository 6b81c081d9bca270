using AvianVox.Audio.Capture;

namespace AvianVox.Audio.Tests.Capture;

public class AudioDevicesTests
{
    private static readonly List<AudioDevice> Devices = Make(
        (0, "USB Audio: - (hw:1,0)"),
        (2, "USB Audio: - (hw:2,0)"),
        (3, "pulse"),
        (4, "Blue Yeti"),
        (7, "default"));

    [Theory]
    [InlineData("Blue Yeti", 4)]
    [InlineData("yeti", 4)]
    [InlineData("ALSA:blue yeti", 4)]
    [InlineData("3", 3)]
    [InlineData("ALSA:USB Audio: -", 0)]
    [InlineData("ALSA:USB Audio: -#2", 2)]
    [InlineData("hw:2", 2)]
    [InlineData(null, 7)]
    [InlineData("", 7)]
    public void A_device_is_found_by_id_name_index_or_part_of_a_name(string? wanted, int index) => Assert.Equal(index, AudioDevices.Find(Devices, wanted).Index);

    [Fact]
    public void An_unknown_or_doubtful_name_lists_what_there_is()
    {
        var unknown = Assert.Throws<AudioException>(() => AudioDevices.Find(Devices, "robin"));
        Assert.StartsWith("Microphone 'robin' is not there. There are: 0 USB Audio: - (hw:1,0) (id ALSA:USB Audio: -); 2 ", unknown.Message, StringComparison.Ordinal);

        var doubtful = Assert.Throws<AudioException>(() => AudioDevices.Find(Devices, "usb"));
        Assert.Contains("fits 2 devices", doubtful.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Yeti", doubtful.Message, StringComparison.Ordinal);

        Assert.Contains("no input devices", Assert.Throws<AudioException>(() => AudioDevices.Find([], "usb")).Message, StringComparison.Ordinal);
        Assert.Contains("no default microphone", Assert.Throws<AudioException>(() => AudioDevices.Find(Devices[..2], null)).Message, StringComparison.Ordinal);
    }

    private static List<AudioDevice> Make(params (int Index, string Name)[] names)
    {
        var devices = new List<AudioDevice>();
        foreach (var (index, name) in names)
        {
            devices.Add(new AudioDevice(index, AudioDevices.StableId("ALSA", name, devices), name, "ALSA", 2, 44_100, name == "default"));
        }

        return devices;
    }
}
