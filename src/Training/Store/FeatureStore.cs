using AvianVox.Audio;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;
using AvianVox.Training.Files;
using AvianVox.Training.Manifests;

namespace AvianVox.Training.Store;

/// <summary>
/// Computes the features of recordings once and keeps them in files that are mapped into memory. An entry's name is made
/// of all that decides it, so one that is found is never stale; it gets its name only when it is whole, so one that is
/// found is never half written, and two processes may fill one store.
/// </summary>
/// <param name="options">Where, and how much.</param>
/// <param name="time">Tells the age of entries.</param>
internal sealed class FeatureStore(StoreOptions options, TimeProvider time)
{
    /// <summary>
    /// Opens the features of recordings; computes what is missing on all cores. A recording that cannot be read is left out with
    /// a warning.
    /// </summary>
    /// <param name="recordings">Recordings.</param>
    /// <param name="spec">Front end: frames, padding and clamp of its offline path.</param>
    /// <param name="warn">Receives one line per recording left out; called by one thread.</param>
    /// <param name="step">Receives the number of recordings done so far, of all; called by several threads.</param>
    /// <param name="stop">Ends computing; entries that are complete stay.</param>
    /// <exception cref="ArgumentException">The specification's MFCC cannot be kept by frame.</exception>
    /// <exception cref="WorkshopException">The folder cannot be used, or the limit is too small.</exception>
    /// <exception cref="StorageException">The disk is full or failed; entries that are complete stay.</exception>
    public FeatureSet Open(
        IReadOnlyList<Recording> recordings, FeatureSpec spec, Action<string> warn, Action<int, int> step, CancellationToken stop)
    {
        var kept = EntryKey.Kept(spec);
        RequireFolder();
        var keys = new string?[recordings.Count];
        var contents = new string[recordings.Count];
        var entries = new MappedEntry?[recordings.Count];
        var faults = new string?[recordings.Count];
        try
        {
            AllCores.For(recordings.Count, i => faults[i] = Guard(recordings[i], () =>
            {
                contents[i] = AudioCheck.HashOf(recordings[i].Path);
                keys[i] = EntryKey.Of(kept, contents[i]);
            }), stop);
            var folder = Path.GetFullPath(options.Folder);
            var room = new StoreRoom(
                folder,
                options.Limit,
                keys.OfType<string>().Select(k => EntryFile.PathOf(folder, k)).ToHashSet(StringComparer.Ordinal),
                time);
            var done = 0;
            AllCores.For(recordings.Count, i =>
            {
                if (keys[i] is { } key)
                {
                    var path = EntryFile.PathOf(folder, key);
                    faults[i] = Guard(recordings[i], () =>
                    {
                        entries[i] = EntryFile.TryOpen(path, key) ?? Compute(recordings[i], contents[i], path, key, kept, room, stop);
                        Touch(path);
                    });
                }

                step(Interlocked.Increment(ref done), recordings.Count);
            }, stop);
        }
        catch
        {
            foreach (var entry in entries)
            {
                entry?.Dispose();
            }

            throw;
        }

        foreach (var fault in faults.OfType<string>())
        {
            warn(fault);
        }

        return new FeatureSet(
            spec,
            [.. recordings.Index().Where(r => entries[r.Index] is not null).Select(
                r => new StoredFeatures(r.Item, contents[r.Index], entries[r.Index]!))]);
    }

    private MappedEntry Compute(
        Recording recording, string content, string path, string key, FeatureSpec kept, StoreRoom room, CancellationToken stop)
    {
        var samples = ClipLoader.Decode(recording.Path, kept.SampleRate, stop);
        var extractor = new OfflineFeatures(kept);
        var frames = extractor.FrameCount(samples.Length);
        if (frames == 0)
        {
            throw new AudioException($"{recording.Path} is shorter than a frame: {samples.Length} samples at {kept.SampleRate} Hz.");
        }

        var features = extractor.Extract(samples);
        if (AudioCheck.HashOf(recording.Path) != content)
        {
            throw new AudioException($"{recording.Path} was changed while it was read; run again when it is whole.");
        }

        room.Take(new EntryHeader(key, kept.MelBands, kept.MfccCount, frames, samples.Length, 0).FileLength);
        try
        {
            EntryFile.Write(path, key, features, samples.Length, options.Create);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(path, fault);
        }

        return EntryFile.TryOpen(path, key) ?? throw new StorageException(path, new IOException("what was written reads back otherwise"));
    }

    /// <summary>Runs what may find fault with one recording, which the others do not mind.</summary>
    private static string? Guard(Recording recording, Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (AudioException fault)
        {
            return $"{fault.Message.TrimEnd('.')}; left out";
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return $"{recording.Path} cannot be read ({fault.Message.TrimEnd('.')}); left out";
        }
    }

    /// <summary>An entry's time tells when it was used last.</summary>
    private void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Another process has made room with it, or the store may only be read: what is mapped is mapped.
        }
    }

    private void RequireFolder()
    {
        try
        {
            Directory.CreateDirectory(options.Folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new WorkshopException(
                $"--cache {options.Folder}: the folder cannot be made ({fault.Message.TrimEnd('.')}); name another.", fault);
        }
    }
}
