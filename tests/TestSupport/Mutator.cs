namespace AvianVox.TestSupport;

/// <summary>Damages files by chance, the same for the same seed: bytes and whole stretches changed, taken out, doubled, cut off, and numbers made extreme.</summary>
/// <param name="seed">Seed of the chance.</param>
public sealed class Mutator(int seed)
{
    private static readonly long[] Extremes = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, int.MaxValue, 0x80000000, uint.MaxValue, long.MaxValue, -1];

    private readonly Random _random = new(seed);

    /// <summary>Damages a file.</summary>
    /// <param name="bytes">The file; stays as it is.</param>
    /// <param name="head">Bytes at its begin that are hit as often as all the rest.</param>
    public byte[] Damage(ReadOnlySpan<byte> bytes, int head)
    {
        var damaged = bytes.ToArray();
        for (var changes = 1 + _random.Next(6); changes > 0 && damaged.Length > 0; changes--)
        {
            var at = _random.Next(_random.Next(2) == 0 ? Math.Min(head, damaged.Length) : damaged.Length);
            var length = Math.Min(damaged.Length - at, 1 << _random.Next(10));
            damaged = _random.Next(8) switch
            {
                0 => damaged[..at],
                1 => [.. damaged[..at], .. damaged[(at + length)..]],
                2 => [.. damaged[..(at + length)], .. damaged[at..]],
                3 => Change(damaged, at, length, _ => 0),
                4 => Change(damaged, at, length, _ => (byte)_random.Next(256)),
                5 or 6 => Number(damaged, at),
                _ => Change(damaged, at, 1, old => (byte)(old ^ (1 << _random.Next(8)))),
            };
        }

        return damaged;
    }

    private static byte[] Change(byte[] bytes, int at, int length, Func<byte, byte> change)
    {
        for (var i = at; i < at + length; i++)
        {
            bytes[i] = change(bytes[i]);
        }

        return bytes;
    }

    private byte[] Number(byte[] bytes, int at)
    {
        var value = BitConverter.GetBytes(Extremes[_random.Next(Extremes.Length)]);
        var width = Math.Min(bytes.Length - at, 1 << _random.Next(4));
        if (_random.Next(2) == 0)
        {
            Array.Reverse(value, 0, width);
        }

        value.AsSpan(0, width).CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}
