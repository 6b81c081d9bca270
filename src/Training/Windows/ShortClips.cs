namespace AvianVox.Training.Windows;

/// <summary>What a recording shorter than a window is filled up with.</summary>
internal enum ShortClips
{
    /// <summary>With itself, over and over: silence would tell the classifier how long the clip was, and with that its class.</summary>
    Loop,

    /// <summary>With columns of zeros on both sides after scaling, which is the mean of the training data: as the study did.</summary>
    Mean,
}
