using AvianVox.Audio.Capture;
using AvianVox.Audio.Files;
using AvianVox.Audio.Native;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Native;

/// <summary>What happens on a machine without the system libraries. A process that has loaded one keeps it, so this test runs itself again in a process that cannot.</summary>
public sealed class MissingLibrariesTests
{
    private const string Nowhere = "/nowhere/library.so";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_them_wav_is_read_and_all_else_tells_what_to_install()
    {
        if (Environment.GetEnvironmentVariable(NativeLibraries.SndFile.Variable) != Nowhere)
        {
            await using var child = ThisProgram.Start(
                ["-method", $"{typeof(MissingLibrariesTests).FullName}.{nameof(Without_them_wav_is_read_and_all_else_tells_what_to_install)}"],
                new Dictionary<string, string> { [NativeLibraries.SndFile.Variable] = Nowhere, [NativeLibraries.PortAudio.Variable] = Nowhere });
            Assert.True(await child.ExitAsync() == 0 && child.Transcript.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", StringComparison.Ordinal), child.Transcript);
            return;
        }

        using var folder = new TempFolder();
        var wav = folder.File("a.wav");
        using (var writer = new WavWriter(wav, 8_000))
        {
            writer.Write([0.5f]);
        }

        Assert.Equal([0.5f], AudioFile.ReadMono(wav).Samples);
        var flac = folder.File("a.flac");
        await File.WriteAllBytesAsync(flac, "fLaC and more"u8.ToArray(), Cancellation);
        Assert.EndsWith("sudo apt-get install libsndfile1", Assert.Throws<AudioException>(() => AudioFile.Open(flac)).Message, StringComparison.Ordinal);
        Assert.EndsWith("sudo apt-get install libportaudio2", Assert.Throws<AudioException>(AudioDevices.List).Message, StringComparison.Ordinal);
        await using var microphone = new MicrophoneSource(new MicrophoneOptions(), TimeProvider.System);
        var missing = await Assert.ThrowsAsync<AudioException>(async () => await microphone.OpenAsync(Cancellation));
        Assert.EndsWith("sudo apt-get install libportaudio2", missing.Message, StringComparison.Ordinal);
    }
}
