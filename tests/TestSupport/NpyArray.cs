using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace AvianVox.TestSupport;

/// <summary>Reads NumPy .npy files of little-endian float32, float64 or int64 in C order (format of numpy.lib.format).</summary>
public sealed partial class NpyArray
{
    private NpyArray(int[] shape, float[] values)
    {
        Shape = shape;
        Values = values;
    }

    /// <summary>Length of each axis.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Values in C order, converted to float32.</summary>
    public float[] Values { get; }

    /// <summary>Reads one file.</summary>
    /// <param name="path">Path of the .npy file.</param>
    public static NpyArray Read(string path) => Parse(File.ReadAllBytes(path), path);

    /// <summary>Parses the bytes of one .npy file.</summary>
    /// <param name="bytes">Whole file.</param>
    /// <param name="name">Named in errors.</param>
    /// <exception cref="FormatException">Not such a file.</exception>
    public static NpyArray Parse(byte[] bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length < 12 || bytes[0] != 0x93 || Encoding.ASCII.GetString(bytes, 1, 5) != "NUMPY")
        {
            throw new FormatException($"{name} is no .npy file.");
        }

        var wide = bytes[6] >= 2;
        var headerStart = wide ? 12 : 10;
        var headerLength = wide ? BitConverter.ToInt32(bytes, 8) : BitConverter.ToUInt16(bytes, 8);
        var header = Encoding.ASCII.GetString(bytes, headerStart, headerLength);
        var type = TypePattern().Match(header).Groups[1].Value;
        if (header.Contains("'fortran_order': True", StringComparison.Ordinal))
        {
            throw new FormatException($"{name} is in Fortran order.");
        }

        var shape = ShapePattern().Match(header).Groups[1].Value
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(int.Parse).ToArray();
        var data = bytes.AsSpan(headerStart + headerLength);
        float[] values = type switch
        {
            "<f4" => MemoryMarshal.Cast<byte, float>(data).ToArray(),
            "<f8" => Array.ConvertAll(MemoryMarshal.Cast<byte, double>(data).ToArray(), v => (float)v),
            "<i8" => Array.ConvertAll(MemoryMarshal.Cast<byte, long>(data).ToArray(), v => (float)v),
            _ => throw new FormatException($"{name} holds {type}; float32, float64 and int64 are read."),
        };
        return new NpyArray(shape, values);
    }

    [GeneratedRegex("'descr': '([^']+)'")]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex ShapePattern();
}
