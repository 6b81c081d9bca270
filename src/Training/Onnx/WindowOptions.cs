namespace AvianVox.Training.Onnx;

/// <summary>How the window of a convolution or pooling moves over an image.</summary>
internal sealed record WindowOptions
{
    /// <summary>Steps along rows and columns.</summary>
    public IReadOnlyList<int> Strides { get; init; } = [1, 1];

    /// <summary>Padding: top, left, bottom, right. Not used when <see cref="Same"/> is set.</summary>
    public IReadOnlyList<int> Padding { get; init; } = [0, 0, 0, 0];

    /// <summary>Pads so that the output has ceil(length / stride) places, the odd one at the end (Keras "same").</summary>
    public bool Same { get; init; }

    /// <summary>Spacing of the kernel's cells along rows and columns. Convolution only.</summary>
    public IReadOnlyList<int> Dilations { get; init; } = [1, 1];

    /// <summary>Groups of channels. Convolution only.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Attributes of a Conv node.</summary>
    public IReadOnlyList<OnnxAttribute> ConvAttributes() =>
        [
            OnnxAttribute.Integers("strides", Strides),
            PaddingAttribute(),
            OnnxAttribute.Integers("dilations", Dilations),
            OnnxAttribute.Integer("group", Groups),
        ];

    /// <summary>Attributes of a pooling node.</summary>
    /// <param name="height">Rows of a window.</param>
    /// <param name="width">Columns of a window.</param>
    public IReadOnlyList<OnnxAttribute> PoolAttributes(int height, int width) =>
        [OnnxAttribute.Integers("kernel_shape", [height, width]), OnnxAttribute.Integers("strides", Strides), PaddingAttribute()];

    private OnnxAttribute PaddingAttribute() => Same
        ? OnnxAttribute.Text("auto_pad", "SAME_UPPER")
        : OnnxAttribute.Integers("pads", Padding);
}
