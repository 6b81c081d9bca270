namespace AvianVox.Training.Splits;

/// <summary>What decides which recordings may be on different sides.</summary>
internal enum SplitRule
{
    /// <summary>The study's: every recording by itself, stratified by species, as scikit-learn draws it.</summary>
    Study,

    /// <summary>All files cut from one recording stay together.</summary>
    Recording,

    /// <summary>All recordings of one person stay together.</summary>
    Recordist,

    /// <summary>All recordings that one person made in one place on one day stay together.</summary>
    Session,
}
