namespace AvianVox.Training.Networks;

/// <summary>What a block of a convolutional network is made of; batch normalisation stands behind each convolution.</summary>
internal enum BlockKind
{
    /// <summary>One convolution 3x3 and ReLU.</summary>
    Plain,

    /// <summary>Two convolutions 3x3 with a way past them (He et al. 2016).</summary>
    Residual,

    /// <summary>A convolution 3x3 within each channel, then one of 1x1 across them (Howard et al. 2017).</summary>
    Depthwise,
}
