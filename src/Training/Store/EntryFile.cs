using System.Runtime.InteropServices;
using AvianVox.Dsp.Features;
using AvianVox.Training.Files;

namespace AvianVox.Training.Store;

/// <summary>Writes entries, and opens those that are whole.</summary>
internal static class EntryFile
{
    /// <summary>Number of the form that entries are kept in; part of their key.</summary>
    public const int Version = 1;

    /// <summary>Ending of an entry's name.</summary>
    public const string Ending = ".features";

    /// <summary>Path of an entry: spread over 256 folders.</summary>
    /// <param name="folder">Folder of the store.</param>
    /// <param name="key">Key of the entry.</param>
    public static string PathOf(string folder, string key) => Path.Combine(folder, key[..2], key + Ending);

    /// <summary>Writes an entry under a name of its own, brings it to the disk, then gives it its name in one step.</summary>
    /// <param name="path">Path of the entry.</param>
    /// <param name="key">Its key.</param>
    /// <param name="features">What is in it.</param>
    /// <param name="samples">Length of the recording in samples.</param>
    /// <param name="create">Opens the unfinished file; a file stream where none is given.</param>
    /// <exception cref="IOException">The disk is full or failed; nothing, whole or half, is left.</exception>
    public static void Write(string path, string key, RecordingFeatures features, int samples, Func<string, Stream>? create)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var sum = EntryHeader.SumOf(
            MemoryMarshal.AsBytes<float>(features.Mfcc.Values), EntryHeader.SumOf(MemoryMarshal.AsBytes<float>(features.LogMel.Values)));
        var header = new EntryHeader(key, features.LogMel.Rows, features.Mfcc.Rows, features.Frames, samples, sum);
        var start = new byte[EntryHeader.Size];
        header.Write(start);

        // Another process may compute the same entry now: each writes a file of its own, and either is right.
        SafeFile.Write(path, $"{path}.{Guid.NewGuid():n}{SafeFile.Unfinished}", stream =>
        {
            stream.Write(start);
            stream.Write(MemoryMarshal.AsBytes<float>(features.LogMel.Values));
            stream.Write(MemoryMarshal.AsBytes<float>(features.Mfcc.Values));
        }, create);
    }

    /// <summary>Opens an entry.</summary>
    /// <param name="path">Path of the entry.</param>
    /// <param name="key">The key it must have.</param>
    /// <returns>Null where it is not there, cut off, damaged, or another's.</returns>
    public static MappedEntry? TryOpen(string path, string key)
    {
        FileStream file;
        try
        {
            // Others may replace or delete the name meanwhile: what is mapped stays as it was.
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        Span<byte> start = stackalloc byte[EntryHeader.Size];
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length
            || EntryHeader.Read(start) is not { } header || header.Key != key || header.FileLength != file.Length)
        {
            file.Dispose();
            return null;
        }

        var entry = new MappedEntry(file, header);
        if (EntryHeader.SumOf(entry.Bytes) == header.Sum)
        {
            return entry;
        }

        entry.Dispose();
        return null;
    }
}
