using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AvianVox.Audio.Native;

namespace AvianVox.Audio.Files;

/// <summary>
/// An open file as libsndfile writes it. Writing through us, not by name, tells a full disk from other faults and lets us bring the file to
/// the disk.
/// </summary>
/// <param name="stream">Open for reading and writing; disposed with the output.</param>
internal sealed class SndFileOutput(FileStream stream) : IDisposable
{
    private GCHandle _self;

    /// <summary>What went wrong when libsndfile first wrote through us and failed; exceptions cannot cross it.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Opens libsndfile's handle on it.</summary>
    /// <param name="wanted">Rate, channels and format.</param>
    /// <returns>The handle; 0 when it cannot be encoded so.</returns>
    public unsafe nint Open(SndFileInfo wanted)
    {
        _self = GCHandle.Alloc(this);
        var io = new SndFileVirtualIo { GetLength = &GetLength, Seek = &Seek, Read = &Read, Write = &Write, Tell = &Tell };
        return SndFile.OpenVirtual(&io, SndFile.WriteMode, &wanted, GCHandle.ToIntPtr(_self));
    }

    /// <summary>Brings what was written to the disk.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void FlushToDisk() => stream.Flush(flushToDisk: true);

    /// <inheritdoc />
    public void Dispose()
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException) when (Fault is not null)
        {
            // What could not be written before cannot be written now; it has been told.
        }

        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }

    private static SndFileOutput From(nint user) => (SndFileOutput)GCHandle.FromIntPtr(user).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long GetLength(nint user) => From(user).Try(s => s.Length, -1);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Seek(long offset, int origin, nint user) => From(user).Try(s => s.Seek(offset, (SeekOrigin)origin), -1);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe long Read(byte* buffer, long count, nint user) =>
        From(user).Try(s => s.Read(new Span<byte>(buffer, (int)Math.Min(count, int.MaxValue))), 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe long Write(byte* buffer, long count, nint user) => From(user).Try(
        s =>
        {
            s.Write(new ReadOnlySpan<byte>(buffer, checked((int)count)));
            return count;
        },
        0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Tell(nint user) => From(user).Try(s => s.Position, -1);

    private long Try(Func<FileStream, long> work, long otherwise)
    {
        if (Fault is not null)
        {
            return otherwise;
        }

        try
        {
            return work(stream);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or ArgumentException)
        {
            Fault = fault;
            return otherwise;
        }
    }
}
