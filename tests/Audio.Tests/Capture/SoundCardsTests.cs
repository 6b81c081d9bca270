using AvianVox.Audio.Capture;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Capture;

/// <summary>Cards as the kernel shows them, in a folder that stands for its root.</summary>
public sealed class SoundCardsTests : IDisposable
{
    private readonly TempFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_microphone_is_found_again_under_another_number()
    {
        Plug(1, "Device", "0d8c:0014", "A1", "1-1.2");
        Assert.Equal("plughw:CARD=Device,DEV=0", Find("serial:A1"));

        Unplug(1);
        var gone = Assert.Throws<AudioException>(() => Find("serial:A1"));
        Assert.Contains("'serial:A1' is not there", gone.Message, StringComparison.Ordinal);

        // Another of its make took the old number and name meanwhile.
        Plug(1, "Device", "0d8c:0014", "B2", "1-1.4");
        Plug(3, "Device_1", "0d8c:0014", "A1", "1-1.3");
        Assert.Equal("plughw:CARD=Device_1,DEV=0", Find("serial:A1"));
        Assert.Equal("plughw:CARD=Device_1,DEV=0", Find("port:1-1.3"));
        Assert.Equal("plughw:CARD=Device,DEV=0", Find("SERIAL:b2"));
        Assert.Equal("plughw:CARD=Device,DEV=0", Find("card:device"));
    }

    [Fact]
    public void Where_several_fit_or_none_the_message_lists_what_each_can_be_named_by()
    {
        Plug(0, "Device", "0d8c:0014", "A1", "1-1.2");
        Plug(1, "Device_1", "0d8c:0014", null, "1-1.4");
        var several = Assert.Throws<AudioException>(() => Find("usb:0d8c:0014"));
        Assert.Contains("fits 2 cards", several.Message, StringComparison.Ordinal);
        Assert.Contains("card:Device = serial:A1 = usb:0d8c:0014 = port:1-1.2; card:Device_1 = usb:0d8c:0014 = port:1-1.4", several.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cards_that_only_play_are_passed_over_and_the_first_device_that_captures_is_taken()
    {
        Plug(0, "vc4hdmi", null, null, null, capture: []);
        Plug(2, "sndrpihifiberry", null, null, null, capture: [3, 1]);
        Assert.Throws<AudioException>(() => Find("card:vc4hdmi"));
        Assert.Equal("plughw:CARD=sndrpihifiberry,DEV=1", Find("card:sndrpihifiberry"));
        var cards = SoundCards.Read(_root.Path);
        Assert.Equal(["card:sndrpihifiberry"], AudioDevices.StableNames("snd_rpi_hifiberry: - (hw:2,1)", cards));
        Assert.Empty(AudioDevices.StableNames("pulse", cards));
    }

    [Fact]
    public void A_device_of_ALSA_is_taken_as_it_is_and_other_names_are_left_to_others()
    {
        Assert.Equal("hw:CARD=Device", Find("alsa:hw:CARD=Device"));
        Assert.False(SoundCards.TryFind("USB Audio", () => SoundCards.Read(_root.Path), out _));
        Assert.False(SoundCards.TryFind(null, () => SoundCards.Read(_root.Path), out _));
        Assert.Empty(SoundCards.Read(_root.Path));
    }

    private string Find(string wanted)
    {
        Assert.True(SoundCards.TryFind(wanted, () => SoundCards.Read(_root.Path), out var pcm));
        return pcm!;
    }

    private void Plug(int number, string id, string? usbId, string? serial, string? port, int[]? capture = null)
    {
        var card = Directory.CreateDirectory(_root.File($"proc/asound/card{number}")).FullName;
        File.WriteAllText(Path.Combine(card, "id"), id + "\n");
        foreach (var device in capture ?? [0])
        {
            Directory.CreateDirectory(Path.Combine(card, $"pcm{device}c"));
        }

        Directory.CreateDirectory(Path.Combine(card, "pcm0p"));
        if (port is null)
        {
            return;
        }

        File.WriteAllText(Path.Combine(card, "usbid"), usbId + "\n");
        var usb = _root.File($"sys/devices/usb1/{port}");
        Directory.CreateDirectory(Path.Combine(usb, $"{port}:1.0"));
        File.WriteAllText(Path.Combine(usb, "idVendor"), "0d8c\n");
        if (serial is not null)
        {
            File.WriteAllText(Path.Combine(usb, "serial"), serial + "\n");
        }

        Directory.CreateDirectory(_root.File($"sys/class/sound/card{number}"));
        File.CreateSymbolicLink(_root.File($"sys/class/sound/card{number}/device"), Path.Combine(usb, $"{port}:1.0"));
    }

    private void Unplug(int number)
    {
        Directory.Delete(_root.File($"proc/asound/card{number}"), recursive: true);
        Directory.Delete(_root.File($"sys/class/sound/card{number}"), recursive: true);
        Directory.Delete(_root.File("sys/devices"), recursive: true);
    }
}
