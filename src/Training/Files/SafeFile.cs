using System.Text;

namespace AvianVox.Training.Files;

/// <summary>Files that are there whole or not at all.</summary>
internal static class SafeFile
{
    /// <summary>Ending of what is not finished yet.</summary>
    public const string Unfinished = ".part";

    /// <summary>Writes a text file under another name, brings it to the disk, then gives it its name in one step.</summary>
    /// <param name="path">Path of the file; one of that name is replaced.</param>
    /// <param name="text">Content, written as UTF-8 without byte-order mark.</param>
    /// <exception cref="IOException">The disk is full or failed; the file that was there before is untouched.</exception>
    public static void Write(string path, string text) =>
        Write(path, path + Unfinished, stream => stream.Write(Encoding.UTF8.GetBytes(text)), null);

    /// <summary>Copies a file under another name, brings it to the disk, then gives it its name in one step.</summary>
    /// <param name="from">File to copy.</param>
    /// <param name="path">Path of the copy.</param>
    /// <param name="create">Opens the unfinished copy for writing; a file stream where none is given.</param>
    /// <exception cref="IOException">The disk is full or failed; no copy, whole or half, is left.</exception>
    public static void Copy(string from, string path, Func<string, Stream>? create = null)
    {
        using var source = File.OpenRead(from);
        Write(path, path + Unfinished, source.CopyTo, create);
    }

    /// <summary>Writes a file under another name, brings it to the disk, then gives it its name in one step.</summary>
    /// <param name="path">Path of the file; one of that name is replaced.</param>
    /// <param name="part">Path of the unfinished file, in the same folder. Where several processes may write the same file each
    /// needs one of its own.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="create">Opens the unfinished file for writing; a file stream where none is given.</param>
    /// <exception cref="IOException">The disk is full or failed; the file that was there before is untouched, and no half is
    /// left.</exception>
    public static void Write(string path, string part, Action<Stream> write, Func<string, Stream>? create)
    {
        try
        {
            using (var stream = create is null ? new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None) : create(part))
            {
                write(stream);
                FlushToDisk(stream);
            }

            File.Move(part, path, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <summary>Brings what was written to the disk, so that a rename that follows never names an empty file after a power cut.</summary>
    /// <param name="stream">Stream.</param>
    public static void FlushToDisk(Stream stream)
    {
        if (stream is FileStream file)
        {
            file.Flush(flushToDisk: true);
        }
        else
        {
            stream.Flush();
        }
    }
}
