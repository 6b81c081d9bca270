namespace AvianVox.Training.Evaluation;

/// <summary>Which recordings a package is judged by.</summary>
internal enum JudgedSide
{
    /// <summary>Those that it was neither trained nor chosen on.</summary>
    Unheard,

    /// <summary>Those that were held out for its test.</summary>
    Test,

    /// <summary>Those that it was chosen by.</summary>
    Validation,

    /// <summary>Those that it was trained on.</summary>
    Training,

    /// <summary>All of them.</summary>
    All,
}
