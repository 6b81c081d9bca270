namespace AvianVox.Training.Networks;

/// <summary>Shape of the study's network (Hiatt 2020, version 20): blocks of convolution 3x3 without padding, ReLU, max-pooling 3x3 and dropout; global average pooling; a dense layer.</summary>
internal sealed record NetworkShape
{
    /// <summary>Rows of the input.</summary>
    public int Rows { get; init; } = 128;

    /// <summary>Frames of the input.</summary>
    public int Frames { get; init; } = 128;

    /// <summary>Filters of each block; one value per block.</summary>
    public IReadOnlyList<int> Filters { get; init; } = [64, 64, 64];

    /// <summary>Share of values that dropout sets to 0 behind each block while training.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>Whether each block's output is normalised over the batch while training. It is folded into the next layer's weights on export, so the exported network is the study's either way.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }
}
