using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace AvianVox.Training.Store;

/// <summary>Features of a recording, unscaled, in a file that is mapped into memory and may be read by any number of threads.</summary>
internal sealed unsafe class MappedEntry : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    /// <summary>Maps a file.</summary>
    /// <param name="file">File; this object closes it.</param>
    /// <param name="header">Its header, which its length agrees with.</param>
    public MappedEntry(FileStream file, EntryHeader header)
    {
        Header = header;
        _file = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, header.FileLength, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    /// <summary>What is in it.</summary>
    public EntryHeader Header { get; }

    /// <summary>All values as bytes.</summary>
    public ReadOnlySpan<byte> Bytes => new(_start + EntryHeader.Size, checked((int)(Header.FileLength - EntryHeader.Size)));

    /// <summary>Values of one row over all frames: log mel of a band, then MFCC.</summary>
    /// <param name="row">0 to MelBands + MfccCount - 1.</param>
    public ReadOnlySpan<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)(Header.MelBands + Header.MfccCount));
        return MemoryMarshal.Cast<byte, float>(Bytes).Slice(row * Header.Frames, Header.Frames);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
