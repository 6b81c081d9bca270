using AvianVox.Audio;
using AvianVox.Audio.Files;
using AvianVox.Station.Clips.Pictures;
using AvianVox.Station.Identity;

namespace AvianVox.Station.Clips;

/// <summary>
/// Writes clips and their pictures. Each is written under another name, brought to the disk and renamed, the picture first:
/// whatever has a clip's name is whole, however the power fails. Not safe for several threads.
/// </summary>
/// <param name="folder">The clip folder.</param>
/// <param name="options">How clips are written.</param>
/// <param name="station">Who and where the station is.</param>
public sealed class ClipFiles(string folder, ClipsOptions options, IdentityOptions station)
{
    /// <summary>Ending of a file that is not whole.</summary>
    public const string PartEnding = ".part";

    /// <summary>Samples handed to an encoder at once.</summary>
    private const int BlockSamples = 4_096;

    /// <summary>Draws one clip after the other; null before the first.</summary>
    private SpectrogramPicture? _picture;

    private readonly string _ending = "." + options.Format.ToString().ToLowerInvariant();

    /// <summary>Writes a clip.</summary>
    /// <param name="job">The clip, its samples copied.</param>
    /// <param name="samples">Its samples.</param>
    /// <param name="bytes">What was written.</param>
    /// <returns>Its path below the clip folder.</returns>
    /// <exception cref="IOException">The disk is full or failed; nothing is left behind.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    /// <exception cref="AudioException">The file cannot be made or encoded.</exception>
    public string Write(ClipJob job, ReadOnlySpan<short> samples, out long bytes)
    {
        var name = new ClipName(job.BeginTime, job.Detection.Source, job.Detection.Label.Code, job.Detection.Confidence);
        var stem = name.Path();
        Directory.CreateDirectory(Path.GetDirectoryName(Full(stem))!);
        for (var repeat = 1; File.Exists(Full(stem + _ending)); repeat++)
        {
            stem = name.Path(repeat);
        }

        var sound = Full(stem + _ending);
        var picture = Full(stem + ClipName.PictureEnding);
        var soundPart = Part(sound);
        var picturePart = Part(picture);
        try
        {
            WriteSound(soundPart, job, samples);
            bytes = new FileInfo(soundPart).Length;
            if (options.Spectrogram)
            {
                WritePicture(picturePart, samples, job.Source.SampleRate);
                bytes += new FileInfo(picturePart).Length;
                File.Move(picturePart, picture, overwrite: true);
            }

            File.Move(soundPart, sound);
            return stem + _ending;
        }
        catch
        {
            Discard(soundPart);
            Discard(picturePart);
            Discard(picture);
            throw;
        }
    }

    /// <summary>Deletes a clip and its picture.</summary>
    /// <param name="path">Path of the clip below the clip folder.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public void Delete(string path)
    {
        // The picture first: a clip without picture is found again by whoever tidies up.
        File.Delete(Full(Path.ChangeExtension(path, ClipName.PictureEnding)));
        File.Delete(Full(path));
    }

    private static string Part(string path) => Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}{PartEnding}");

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Whoever tidies up finds it.
        }
    }

    private void WritePicture(string path, ReadOnlySpan<short> samples, int sampleRate)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 65_536);
        _picture ??= new SpectrogramPicture();
        _picture.Analyse(samples, sampleRate);
        _picture.Write(stream);
        stream.Flush(flushToDisk: true);
    }

    private void WriteSound(string path, ClipJob job, ReadOnlySpan<short> samples)
    {
        var tags = ClipTags.Of(job, station);
        var rate = job.Source.SampleRate;
        using IAudioWriter writer = options.Format switch
        {
            ClipFormat.Wav => new WavWriter(path, rate, tags: tags),
            ClipFormat.Ogg => new SndFileWriter(path, SndFileEncoding.OggVorbis, rate, tags: tags),
            _ => new SndFileWriter(path, SndFileEncoding.Flac, rate, tags: tags),
        };
        Span<float> block = stackalloc float[BlockSamples];
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, BlockSamples);
            for (var index = 0; index < count; index++)
            {
                block[index] = Pcm16.ToFloat(samples[index]);
            }

            writer.Write(block[..count]);
            samples = samples[count..];
        }

        writer.Complete();
    }

    private string Full(string path) => Path.Combine(folder, path);
}
