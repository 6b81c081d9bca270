using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AvianVox.Audio.Native;

namespace AvianVox.Audio.Files;

/// <summary>A part of an open file as libsndfile reads it. Reading through us, not by name, lets us hand it the MP3 stream inside a WAV file, and makes its errors speak of content alone.</summary>
internal sealed class SndFileInput : IDisposable
{
    private readonly Stream _stream;
    private readonly long _start;
    private GCHandle _self;

    /// <summary>Creates the input over a part of a stream.</summary>
    /// <param name="stream">Open, seekable file; disposed with the input.</param>
    /// <param name="start">First byte of the part.</param>
    /// <param name="length">Bytes of the part.</param>
    public SndFileInput(Stream stream, long start, long length)
    {
        _stream = stream;
        _start = start;
        Length = length;
        stream.Position = start;
        _self = GCHandle.Alloc(this);
    }

    /// <summary>Bytes of the part.</summary>
    public long Length { get; }

    /// <summary>What went wrong when libsndfile last read through us; exceptions cannot cross it.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Opens libsndfile's handle on it.</summary>
    /// <param name="info">What the file turned out to be.</param>
    /// <returns>The handle; 0 when it cannot be decoded.</returns>
    public unsafe nint Open(out SndFileInfo info)
    {
        var io = new SndFileVirtualIo { GetLength = &GetLength, Seek = &Seek, Read = &Read, Write = &Write, Tell = &Tell };
        SndFileInfo found = default;
        var file = SndFile.OpenVirtual(&io, SndFile.ReadMode, &found, GCHandle.ToIntPtr(_self));
        info = found;
        return file;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stream.Dispose();
        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }

    private static SndFileInput From(nint user) => (SndFileInput)GCHandle.FromIntPtr(user).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long GetLength(nint user) => From(user).Length;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Seek(long offset, int origin, nint user)
    {
        var input = From(user);
        var from = origin switch { 0 => 0, 1 => input._stream.Position - input._start, _ => input.Length };
        var target = from + offset;
        if (target < 0)
        {
            return -1;
        }

        input._stream.Position = input._start + target;
        return target;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe long Read(byte* buffer, long count, nint user)
    {
        var input = From(user);
        try
        {
            var left = input._start + input.Length - input._stream.Position;
            var wanted = (int)Math.Clamp(Math.Min(count, left), 0, int.MaxValue);
            return input._stream.ReadAtLeast(new Span<byte>(buffer, wanted), wanted, throwOnEndOfStream: false);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            input.Fault = fault;
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe long Write(byte* buffer, long count, nint user) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Tell(nint user)
    {
        var input = From(user);
        return input._stream.Position - input._start;
    }
}
