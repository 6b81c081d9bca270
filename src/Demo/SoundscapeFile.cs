using AvianVox.Audio.Files;

namespace AvianVox.Demo;

/// <summary>Writes the soundscape to a file, for people to listen to.</summary>
public static class SoundscapeFile
{
    /// <summary>Writes the beginning of a chorus as a WAV file of 16 bits.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="chorus">The chorus.</param>
    /// <param name="samples">How many samples of it.</param>
    /// <param name="cancellation">Gives up; what is written stays a valid file.</param>
    /// <exception cref="Audio.AudioException">The file cannot be written.</exception>
    public static void Write(string path, DawnChorus chorus, long samples, CancellationToken cancellation)
    {
        using var writer = new WavWriter(path, DawnChorus.SampleRate);
        var second = new float[DawnChorus.SampleRate];
        for (long position = 0; position < samples && !cancellation.IsCancellationRequested; position += second.Length)
        {
            var block = second.AsSpan(0, (int)Math.Min(second.Length, samples - position));
            chorus.Read(position, block);
            writer.Write(block);
        }
    }
}
