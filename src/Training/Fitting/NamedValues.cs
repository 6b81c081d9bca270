using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace AvianVox.Training.Fitting;

/// <summary>The values of one tensor, outside torch.</summary>
/// <param name="Shape">Length of each axis.</param>
/// <param name="Values">Row-major.</param>
internal sealed record NamedValues(long[] Shape, float[] Values)
{
    /// <summary>All values of single precision of a network, running statistics among them, by name.</summary>
    /// <param name="network">Network.</param>
    public static IReadOnlyDictionary<string, NamedValues> Of(nn.Module network)
    {
        var all = new SortedDictionary<string, NamedValues>(StringComparer.Ordinal);
        foreach (var (name, tensor) in network.state_dict().Where(s => s.Value.dtype == ScalarType.Float32))
        {
            all[name] = new NamedValues(tensor.shape, Networks.NetworkValues.Of(tensor));
        }

        return all;
    }

    /// <summary>Copies values into a network.</summary>
    /// <param name="values">Values by name.</param>
    /// <param name="network">Network.</param>
    /// <returns>How many of the network's tensors were filled: those whose name and shape both have.</returns>
    public static int Into(IReadOnlyDictionary<string, NamedValues> values, nn.Module network)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var filled = 0;
        foreach (var (name, target) in network.state_dict())
        {
            if (values.TryGetValue(name, out var value) && target.dtype == ScalarType.Float32 && target.shape.SequenceEqual(value.Shape))
            {
                target.copy_(tensor(value.Values).reshape(value.Shape));
                filled++;
            }
        }

        return filled;
    }

    /// <summary>Writes values.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="values">Values by name.</param>
    public static void Write(BinaryWriter writer, IReadOnlyDictionary<string, NamedValues> values)
    {
        writer.Write(values.Count);
        foreach (var (name, value) in values)
        {
            writer.Write(name);
            writer.Write(value.Shape.Length);
            Array.ForEach(value.Shape, writer.Write);
            writer.Write(value.Values.Length);

            // At once, not one by one: a state is written after every epoch, and holds millions of values. The machines that
            // torch runs on here are little-endian, as BinaryReader is.
            writer.Write(MemoryMarshal.AsBytes<float>(value.Values));
        }
    }

    /// <summary>Reads values.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="EndOfStreamException">There are fewer than it says.</exception>
    /// <exception cref="FormatException">A length makes no sense.</exception>
    public static IReadOnlyDictionary<string, NamedValues> Read(BinaryReader reader)
    {
        int Length() => reader.ReadInt32() is >= 0 and <= 100_000_000 and var length
            ? length
            : throw new FormatException("a length makes no sense");
        var values = new SortedDictionary<string, NamedValues>(StringComparer.Ordinal);
        for (var count = Length(); count > 0; count--)
        {
            var name = reader.ReadString();
            var shape = new long[Length()];
            for (var i = 0; i < shape.Length; i++)
            {
                shape[i] = reader.ReadInt64();
            }

            var numbers = new float[Length()];
            if (shape.Aggregate(1L, (product, side) => product * side) != numbers.Length)
            {
                throw new FormatException($"the values of {name} do not fill its shape");
            }

            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = reader.ReadSingle();
            }

            values[name] = new NamedValues(shape, numbers);
        }

        return values;
    }
}
