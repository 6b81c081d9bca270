using System.Text;
using AvianVox.Classification.Packages;
using AvianVox.Training.Files;

namespace AvianVox.Training.Manifests;

/// <summary>
/// A CSV file that grows by whole records and survives a kill, a power cut and a full disk: one record is one line, written at once and
/// brought to the disk; a line that was cut off is dropped when the file is opened again. One process at a time.
/// </summary>
internal sealed class CsvLog : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;
    private readonly FileStream _stream;

    private CsvLog(string path, FileStream held, FileStream stream)
    {
        _path = path;
        _lock = held;
        _stream = stream;
    }

    /// <summary>Opens the file for appending; makes it, with its first line, where there is none.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="header">Names of the columns.</param>
    /// <exception cref="WorkshopException">Another process has it, or its columns are others.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public static CsvLog Open(string path, IReadOnlyList<string> header)
    {
        var held = Lock(path);
        try
        {
            if (!File.Exists(path))
            {
                SafeFile.Write(path, Line(header));
            }

            var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
            try
            {
                Mend(stream, path, header);
                return new CsvLog(path, held, stream);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Appends a record and brings it to the disk.</summary>
    /// <param name="fields">As many fields as there are columns; line breaks become spaces.</param>
    /// <exception cref="StorageException">The disk is full or failed; the file ends where it ended before.</exception>
    public void Append(IReadOnlyList<string> fields)
    {
        var length = _stream.Length;
        try
        {
            _stream.Position = length;
            _stream.Write(Encoding.UTF8.GetBytes(Line(fields)));
            _stream.Flush(flushToDisk: true);
        }
        catch (IOException fault)
        {
            _stream.SetLength(length);
            throw new StorageException(_path, fault);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stream.Dispose();
        _lock.Dispose();
    }

    /// <summary>A record as one line, with its line feed.</summary>
    /// <param name="fields">Fields; line breaks become spaces.</param>
    public static string Line(IReadOnlyList<string> fields)
    {
        var text = new StringBuilder();
        CsvText.AppendRecord(text, fields.Select(f => f.ReplaceLineEndings(" ")));
        return text.ToString();
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(
                path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException fault) when (File.Exists(path + ".lock"))
        {
            throw new WorkshopException($"{path} is being written by another run; wait until it ends, or name another folder.", fault);
        }
    }

    private static void Mend(FileStream stream, string path, IReadOnlyList<string> header)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        var first = Encoding.UTF8.GetString(bytes, 0, Math.Max(0, Array.IndexOf(bytes, (byte)'\n'))).TrimStart('\uFEFF').TrimEnd('\r');
        if (first != Line(header).TrimEnd('\n'))
        {
            throw new WorkshopException(
                $"{path}: its columns are not those of this program ({string.Join(',', header)}); name another folder, or take the " +
                "file over with 'import csv'.");
        }

        // An editor may have left the last line without its line feed; a line that was cut off has too few fields or half a hash.
        var tail = Encoding.UTF8.GetString(bytes, end, bytes.Length - end);
        if (tail.Length > 0 && IsWhole(tail, header))
        {
            stream.Position = stream.Length;
            stream.WriteByte((byte)'\n');
        }
        else
        {
            stream.SetLength(end);
        }
    }

    private static bool IsWhole(string tail, IReadOnlyList<string> header)
    {
        try
        {
            return CsvText.Parse(tail) is [var (_, fields)]
                && fields.Length == header.Count
                && (!header[^1].EndsWith("sha256", StringComparison.Ordinal) || fields[^1].Length == 64);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
