using AvianVox.Audio.Native;

namespace AvianVox.Audio.Tests.Native;

public class NativeLibraryFileTests
{
    [Fact]
    public void A_missing_library_tells_the_command_that_installs_it()
    {
        var library = new NativeLibraryFile("libsndfile", "FLAC, Ogg, Opus and MP3 files", "libsndfile1", "AVIANVOX_TEST_UNSET", "libavianvox-no-such.so.1");

        var missing = Assert.Throws<AudioException>(() => library.Load());

        Assert.Equal("FLAC, Ogg, Opus and MP3 files need libsndfile, which is not installed. Install it with: sudo apt-get install libsndfile1", missing.Message);
    }

    [Fact]
    public void A_variable_that_names_a_wrong_file_is_told()
    {
        const string Variable = "AVIANVOX_TEST_LIBRARY";
        Environment.SetEnvironmentVariable(Variable, "/nowhere/lib.so");
        var library = new NativeLibraryFile("PortAudio", "Microphones", "libportaudio2", Variable, "libc.so.6");

        var missing = Assert.Throws<AudioException>(() => library.Load());

        Assert.Contains("/nowhere/lib.so, which AVIANVOX_TEST_LIBRARY names, cannot be loaded", missing.Message, StringComparison.Ordinal);
        Assert.Contains("sudo apt-get install libportaudio2", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_two_libraries_name_their_packages()
    {
        Assert.Equal("AVIANVOX_LIBSNDFILE", NativeLibraries.SndFile.Variable);
        Assert.Equal("AVIANVOX_LIBPORTAUDIO", NativeLibraries.PortAudio.Variable);
    }
}
