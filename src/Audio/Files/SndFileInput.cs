using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AvianVox.Audio.Native;

namespace AvianVox.Audio.Files;

/// <summary>
/// A part of an open file as libsndfile reads it. Reading through us, not by name, lets us hand it the MP3 stream inside a WAV file or the
/// second of two files put behind one another, and makes its errors speak of content alone.
/// </summary>
internal sealed class SndFileInput : IDisposable
{
    private readonly Stream _stream;
    private readonly long _statedLength;
    private readonly long _start;
    private readonly long _length;
    private long _position;
    private GCHandle _self;

    /// <summary>Creates the input over a part of a stream.</summary>
    /// <param name="stream">Open, seekable file; stays the caller's.</param>
    /// <param name="start">First byte of the part.</param>
    /// <param name="length">Bytes of the part.</param>
    /// <param name="statedLength">Bytes it is said to have; not less. What is missing is read as zeros.</param>
    public SndFileInput(Stream stream, long start, long length, long statedLength)
    {
        _stream = stream;
        _start = start;
        _length = length;
        _statedLength = statedLength;
        _self = GCHandle.Alloc(this);
    }

    /// <summary>What went wrong when libsndfile last read through us; exceptions cannot cross it.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Offset in the file behind what libsndfile has read last.</summary>
    public long Position => _start + Math.Min(_position, _length);

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
        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }

    private static SndFileInput From(nint user) => (SndFileInput)GCHandle.FromIntPtr(user).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long GetLength(nint user) => From(user)._statedLength;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Seek(long offset, int origin, nint user)
    {
        var input = From(user);
        var target = offset + origin switch { 0 => 0, 1 => input._position, _ => input._statedLength };
        return target < 0 ? -1 : input._position = target;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe long Read(byte* buffer, long count, nint user)
    {
        var input = From(user);
        try
        {
            return input.Read(new Span<byte>(buffer, (int)Math.Min(count, int.MaxValue)));
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
    private static long Tell(nint user) => From(user)._position;

    private int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Clamp(_length - _position, 0, buffer.Length);
        if (wanted > 0 && _stream.Position != _start + _position)
        {
            _stream.Position = _start + _position;
        }

        var read = _stream.ReadAtLeast(buffer[..wanted], wanted, throwOnEndOfStream: false);
        var zeros = read == wanted ? (int)Math.Clamp(_statedLength - _position - read, 0, buffer.Length - read) : 0;
        buffer.Slice(read, zeros).Clear();
        _position += read + zeros;
        return read + zeros;
    }
}
