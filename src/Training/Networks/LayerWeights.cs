namespace AvianVox.Training.Networks;

/// <summary>Weights of one convolution or dense layer, as torch keeps them.</summary>
/// <param name="Kernel">[outputs, inputs, height, width] of a convolution, [outputs, inputs] of a dense layer; C order.</param>
/// <param name="Bias">[outputs].</param>
/// <param name="Outputs">Number of outputs.</param>
/// <param name="Inputs">Number of inputs.</param>
internal sealed record LayerWeights(float[] Kernel, float[] Bias, int Outputs, int Inputs)
{
    /// <summary>The same layer for inputs that are scaled and shifted per channel first: f(x * scale + shift) written as g(x).</summary>
    /// <param name="scale">[inputs].</param>
    /// <param name="shift">[inputs].</param>
    /// <remarks>
    /// Exact for a convolution only without padding, where every kernel cell sees shifted values. Sums are taken in double
    /// precision.
    /// </remarks>
    public LayerWeights Fold(ReadOnlySpan<float> scale, ReadOnlySpan<float> shift)
    {
        var cells = Kernel.Length / (Outputs * Inputs);
        var kernel = new float[Kernel.Length];
        var bias = new float[Outputs];
        for (var output = 0; output < Outputs; output++)
        {
            double sum = Bias[output];
            for (var input = 0; input < Inputs; input++)
            {
                for (var cell = 0; cell < cells; cell++)
                {
                    var at = (((output * Inputs) + input) * cells) + cell;
                    kernel[at] = Kernel[at] * scale[input];
                    sum += (double)Kernel[at] * shift[input];
                }
            }

            bias[output] = (float)sum;
        }

        return this with { Kernel = kernel, Bias = bias };
    }
}
