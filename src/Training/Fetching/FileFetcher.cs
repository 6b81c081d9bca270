using System.Net;
using AvianVox.Audio;
using AvianVox.Training.Files;
using AvianVox.Training.Manifests;

namespace AvianVox.Training.Fetching;

/// <summary>
/// Brings one recording into place: a file gets its name only when it has come whole, decodes to its end and is as long as the
/// catalogue says.
/// </summary>
/// <param name="folder">Folder of the manifest; files lie below it, one folder per species.</param>
/// <param name="downloader">Fetches.</param>
/// <param name="client">Gives addresses a key where a download asks for one; null without a key.</param>
internal sealed class FileFetcher(string folder, Downloader downloader, XenoCantoClient? client)
{
    /// <summary>How much shorter than stated a file may be, in seconds; catalogues round to whole seconds.</summary>
    private const double ShorterBySeconds = 1.5;

    /// <summary>The same as a fraction of the stated length: encoders pad and trim.</summary>
    private const double ShorterByFraction = 0.05;

    /// <summary>Fetches a recording, or takes up the file that a run left behind just before it wrote the manifest.</summary>
    /// <param name="recording">Recording.</param>
    /// <param name="stop">Ends the download; what has come stays for the next run.</param>
    /// <exception cref="TransferException">It cannot be had, or is no sound recording as described.</exception>
    /// <exception cref="StorageException">The disk is full or failed.</exception>
    public async Task<ManifestEntry> FetchAsync(RemoteRecording recording, CancellationToken stop)
    {
        var ending = SoundFiles.Is(recording.FileName) ? Path.GetExtension(recording.FileName).ToLowerInvariant() : ".mp3";
        var name = $"{recording.Name.Folder}/{recording.Id}{ending}";
        var target = Path.Combine(folder, name);
        if (File.Exists(target))
        {
            try
            {
                return recording.Entry(name, Check(target, recording, stop));
            }
            catch (AudioException)
            {
                File.Delete(target);
            }
        }

        var part = target + SafeFile.Unfinished;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(target, fault);
        }

        var what = $"{recording.Id} ({recording.Name.Shown})";
        var audio = await FetchSoundAsync(what, recording, part, stop).ConfigureAwait(false);
        File.Move(part, target, overwrite: true);
        return recording.Entry(name, audio);
    }

    private async Task<AudioFacts> FetchSoundAsync(string what, RemoteRecording recording, string part, CancellationToken stop)
    {
        for (var again = false; ; again = true)
        {
            var isSure = await DownloadAsync(what, recording, part, stop).ConfigureAwait(false);
            try
            {
                return Check(part, recording, stop);
            }
            catch (AudioException fault)
            {
                File.Delete(part);

                // Pieced together, or of unknown length, it may have been our end that was wrong: once more in one piece.
                if (isSure || again)
                {
                    throw new TransferException($"{what}: what came is no good: {fault.Message}", inner: fault);
                }
            }
        }
    }

    private async Task<bool> DownloadAsync(string what, RemoteRecording recording, string part, CancellationToken stop)
    {
        try
        {
            return await downloader.FetchAsync(what, recording.Address, part, stop).ConfigureAwait(false);
        }
        catch (TransferException fault) when (
            fault.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && client?.WithKey(recording.Address) is not null)
        {
            return await downloader.FetchAsync(what, client.WithKey(recording.Address)!, part, stop).ConfigureAwait(false);
        }
    }

    private static AudioFacts Check(string path, RemoteRecording recording, CancellationToken stop)
    {
        var audio = AudioCheck.Read(path, stop);
        return recording.Seconds is { } stated && audio.Seconds < stated - Math.Max(ShorterBySeconds, ShorterByFraction * stated)
            ? throw new AudioException(FormattableString.Invariant($"{path} lasts {audio.Seconds:0.0} s, {stated:0} s are stated."))
            : audio;
    }
}
