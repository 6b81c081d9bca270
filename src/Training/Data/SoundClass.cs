using AvianVox.Classification.Packages;

namespace AvianVox.Training.Data;

/// <summary>What is heard in a recording: one label of the model to be.</summary>
/// <param name="ScientificName">Scientific name, which identifies the class; the English name again where there is none.</param>
/// <param name="CommonName">English name.</param>
/// <param name="Kind">What it stands for.</param>
internal sealed record SoundClass(string ScientificName, string CommonName, LabelKind Kind)
{
    /// <summary>Wind, rain, engines.</summary>
    public static readonly SoundClass Noise = new("Noise", "Noise", LabelKind.Noise);

    /// <summary>Speech, crying, sneezing.</summary>
    public static readonly SoundClass HumanVoice = new("Homo sapiens", "Human voice", LabelKind.Human);

    /// <summary>Barking.</summary>
    public static readonly SoundClass Dog = new("Canis familiaris", "Dog", LabelKind.Dog);

    /// <summary>Crickets and their kin.</summary>
    public static readonly SoundClass Insects = new("Insecta", "Insects", LabelKind.Insect);

    /// <summary>Frogs and toads.</summary>
    public static readonly SoundClass Frogs = new("Anura", "Frogs", LabelKind.Animal);
}
