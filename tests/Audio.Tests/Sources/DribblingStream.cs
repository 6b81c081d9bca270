namespace AvianVox.Audio.Tests.Sources;

/// <summary>A stream whose reads return odd numbers of bytes, and which breaks off when told.</summary>
internal sealed class DribblingStream(byte[] bytes) : MemoryStream(bytes)
{
    private readonly Random _random = new(8);
    private bool _broken;

    public void BreakOff() => _broken = true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _broken ? throw new IOException("broken pipe") : base.ReadAsync(buffer[..Math.Min(buffer.Length, _random.Next(1, 1_000))], cancellationToken);
}
