using System.Buffers.Binary;

namespace AvianVox.Classification.Inference;

/// <summary>
/// Looks through the weights of a network for values that are no numbers: one of them makes every score nothing, and the runtime
/// does not mind.
/// </summary>
/// <remarks>
/// The file is a protocol buffer (onnx.proto3): ModelProto.graph is field 7; of GraphProto, node is 1 and initializer 5; of
/// NodeProto, attribute is 5,
/// whose tensor t is 5; of TensorProto, data_type is 2, float_data 4, name 8, raw_data 9 and double_data 10. Only these are read.
/// </remarks>
internal static class OnnxWeights
{
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;
    private const ulong Float = 1, Half = 10, Double = 11, BrainFloat = 16;

    /// <summary>Finds tensors with values that are not finite.</summary>
    /// <param name="model">Content of the file.</param>
    /// <returns>One fault per tensor; none for a file that is no such buffer, which others tell.</returns>
    /// <remarks>A single infinite value is let pass: networks compare with it.</remarks>
    public static IReadOnlyList<string> Faults(ReadOnlySpan<byte> model)
    {
        var faults = new List<string>();
        try
        {
            foreach (var graph in Fields(model, 7))
            {
                foreach (var tensor in Fields(model[graph], 5))
                {
                    Look(model[graph][tensor], faults);
                }

                foreach (var node in Fields(model[graph], 1))
                {
                    foreach (var attribute in Fields(model[graph][node], 5))
                    {
                        foreach (var tensor in Fields(model[graph][node][attribute], 5))
                        {
                            Look(model[graph][node][attribute][tensor], faults);
                        }
                    }
                }
            }
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            // No protocol buffer, or cut short: whoever opens it says so.
        }

        return faults;
    }

    private static void Look(ReadOnlySpan<byte> tensor, List<string> faults)
    {
        var (type, name, notNumbers, infinite, count) = (0UL, "", 0L, 0L, 0L);
        for (var at = 0; at < tensor.Length;)
        {
            var (field, wire, value, range) = Next(tensor, ref at);
            switch (field, wire)
            {
                case (2, Varint):
                    type = value;
                    break;
                case (8, Bytes):
                    name = System.Text.Encoding.UTF8.GetString(tensor[range]);
                    break;
                case (4, Bytes):
                    Count(tensor[range], Float, ref notNumbers, ref infinite, ref count);
                    break;
                case (4, Fixed32):
                    Count(tensor[range], Float, ref notNumbers, ref infinite, ref count);
                    break;
                case (10, Bytes or Fixed64):
                    Count(tensor[range], Double, ref notNumbers, ref infinite, ref count);
                    break;
                case (9, Bytes):
                    Count(tensor[range], type, ref notNumbers, ref infinite, ref count);
                    break;
            }
        }

        if (notNumbers > 0 || (infinite > 0 && count > 1))
        {
            faults.Add(
                $"weights '{name}' hold {notNumbers + infinite} values of {count} that are no finite numbers, so that every score " +
                "would be nothing; the network was damaged, or its training ran away");
        }
    }

    private static void Count(ReadOnlySpan<byte> data, ulong type, ref long notNumbers, ref long infinite, ref long count)
    {
        var size = type switch { Float => 4, Double => 8, Half or BrainFloat => 2, _ => 0 };
        for (var i = 0; size > 0 && i + size <= data.Length; i += size)
        {
            var value = type switch
            {
                Float => BinaryPrimitives.ReadSingleLittleEndian(data[i..]),
                Double => BinaryPrimitives.ReadDoubleLittleEndian(data[i..]),
                Half => (double)BinaryPrimitives.ReadHalfLittleEndian(data[i..]),
                _ => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(data[i..]) << 16),
            };
            count++;
            notNumbers += double.IsNaN(value) ? 1 : 0;
            infinite += double.IsInfinity(value) ? 1 : 0;
        }
    }

    private static List<Range> Fields(ReadOnlySpan<byte> message, int wanted)
    {
        var found = new List<Range>();
        for (var at = 0; at < message.Length;)
        {
            var (field, wire, _, range) = Next(message, ref at);
            if (field == wanted && wire == Bytes)
            {
                found.Add(range);
            }
        }

        return found;
    }

    private static (int Field, int Wire, ulong Value, Range Range) Next(ReadOnlySpan<byte> message, ref int at)
    {
        var key = ReadVarint(message, ref at);
        var (field, wire) = ((int)(key >> 3), (int)(key & 7));
        var value = wire == Varint ? ReadVarint(message, ref at) : 0;
        var length = wire switch
        {
            Varint => 0,
            Fixed64 => 8,
            Fixed32 => 4,
            Bytes => checked((int)ReadVarint(message, ref at)),
            _ => throw new ArgumentOutOfRangeException(nameof(message), wire, "no wire type"),
        };
        var range = at..checked(at + length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at + length, message.Length);
        at += length;
        return (field, wire, value, range);
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var one = message[at++];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }

        throw new OverflowException();
    }
}
