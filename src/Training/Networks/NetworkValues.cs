using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AvianVox.Training.Networks;

/// <summary>Brings the values of a trained network out of torch.</summary>
internal static class NetworkValues
{
    /// <summary>The values of a tensor, row-major.</summary>
    /// <param name="tensor">Any tensor of single precision, on any device.</param>
    public static float[] Of(Tensor tensor)
    {
        using var plain = tensor.detach().cpu();
        return plain.data<float>().ToArray();
    }

    /// <summary>The values of a tensor where they lie, to read and to write; valid as long as the tensor.</summary>
    /// <param name="tensor">Single precision, contiguous, in the processor's memory.</param>
    public static Span<float> Span(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>Scale and shift per channel that batch normalisation with its running statistics comes to.</summary>
    /// <param name="norm">The normalisation.</param>
    public static (float[] Scale, float[] Shift) ScaleAndShift(BatchNorm2d norm)
    {
        var (gain, offset, mean, variance) = (Of(norm.weight!), Of(norm.bias!), Of(norm.running_mean!), Of(norm.running_var!));
        var scale = new float[gain.Length];
        var shift = new float[gain.Length];
        for (var c = 0; c < gain.Length; c++)
        {
            scale[c] = gain[c] / MathF.Sqrt(variance[c] + 1e-5f);
            shift[c] = offset[c] - (mean[c] * scale[c]);
        }

        return (scale, shift);
    }
}
