using AvianVox.Classification.Packages;

namespace AvianVox.Training.Naming;

/// <summary>What is heard in a recording: one label of the model to be.</summary>
/// <param name="ScientificName">Scientific name, which identifies the class; the English name again where there is none.</param>
/// <param name="CommonName">English name.</param>
/// <param name="Kind">What it stands for.</param>
internal sealed record SoundClass(string ScientificName, string CommonName, LabelKind Kind)
{
    /// <summary>Engines, sea, fire, and where there is no finer class, rain and wind.</summary>
    public static readonly SoundClass Noise = new("Noise", "Noise", LabelKind.Noise);

    /// <summary>Rain.</summary>
    public static readonly SoundClass Rain = new("Rain", "Rain", LabelKind.Noise);

    /// <summary>Wind in the microphone.</summary>
    public static readonly SoundClass Wind = new("Wind", "Wind", LabelKind.Noise);

    /// <summary>Speech, crying, sneezing.</summary>
    public static readonly SoundClass HumanVoice = new("Homo sapiens", "Human voice", LabelKind.Human);

    /// <summary>Barking.</summary>
    public static readonly SoundClass Dog = new("Canis familiaris", "Dog", LabelKind.Dog);

    /// <summary>Crickets and their kin.</summary>
    public static readonly SoundClass Insects = new("Insecta", "Insects", LabelKind.Insect);

    /// <summary>Frogs and toads.</summary>
    public static readonly SoundClass Frogs = new("Anura", "Frogs", LabelKind.Animal);

    /// <summary>Bats, cats, cows and their like.</summary>
    public static readonly SoundClass Mammals = new("Mammalia", "Mammals", LabelKind.Animal);

    /// <summary>Roosters: birds, though not wild ones.</summary>
    public static readonly SoundClass Rooster = new("Gallus gallus domesticus", "Rooster", LabelKind.Bird);

    /// <summary>The class that holds this one where a model does not tell them apart; itself where there is none.</summary>
    public SoundClass Widened() => this == Rain || this == Wind ? Noise : this;
}
