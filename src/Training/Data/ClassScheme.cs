namespace AvianVox.Training.Data;

/// <summary>How the clips of a folder without a list are divided into classes.</summary>
internal enum ClassScheme
{
    /// <summary>By the words in names: noise (rain and wind among it), dog, human voice, insects, frogs.</summary>
    Coarse,

    /// <summary>By the words in names, rain and wind each a class of its own.</summary>
    Fine,

    /// <summary>A class for each folder, by its name without a leading number: ESC-10's ten stay ten.</summary>
    Folders,
}
