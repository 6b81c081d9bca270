namespace AvianVox.Training.Keras;

/// <summary>Which of the study's two sets of scaling constants an imported model gets.</summary>
internal enum StudyScaling
{
    /// <summary>Power clipped at 1e-7 before the logarithm; mean -7.34926, deviation 3.56474.</summary>
    Older,

    /// <summary>Powers of exactly 0 kept; mean -7.40798, deviation 3.80885: the constants of the report.</summary>
    Report,
}
