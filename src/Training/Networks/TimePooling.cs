namespace AvianVox.Training.Networks;

/// <summary>How a network goes from maps to one value per channel, the mean over bands once taken.</summary>
internal enum TimePooling
{
    /// <summary>Mean over time.</summary>
    Mean,

    /// <summary>Mean plus maximum over time, so that a short call is not averaged away (Kong et al. 2020).</summary>
    MeanAndMax,

    /// <summary>Mean over time weighted by a learned attention.</summary>
    Attention,
}
