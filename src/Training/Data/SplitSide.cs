namespace AvianVox.Training.Data;

/// <summary>What a recording is used for.</summary>
internal enum SplitSide
{
    /// <summary>The weights are fitted to it.</summary>
    Training,

    /// <summary>The best epoch and the threshold are chosen by it.</summary>
    Validation,

    /// <summary>Heard only once everything is decided: the figures of the model card.</summary>
    Test,
}
