using AvianVox.Classification.Packages;

namespace AvianVox.Training.Naming;

/// <summary>Reads what a sound is of, as lists and catalogues write it.</summary>
internal static class KindText
{
    /// <summary>What may be written.</summary>
    public const string Allowed = "bird, human, dog, insect, animal or noise";

    /// <summary>Reads a kind: one of ours, or one of xeno-canto's groups.</summary>
    /// <param name="text">Text, in any case.</param>
    /// <returns>The kind; null for any other text.</returns>
    public static LabelKind? Read(string text) => text.Trim().ToLowerInvariant() switch
    {
        "bird" or "birds" or "aves" => LabelKind.Bird,
        "human" or "humans" or "voice" or "speech" => LabelKind.Human,
        "dog" or "dogs" => LabelKind.Dog,
        "insect" or "insects" or "grasshoppers" or "insecta" => LabelKind.Insect,
        "animal" or "animals" or "frogs" or "frog" or "bats" or "bat" or "land mammals" or "mammals" or "amphibia" or "mammalia" =>
            LabelKind.Animal,
        "noise" or "background" or "soundscape" => LabelKind.Noise,
        _ => null,
    };

    /// <summary>How our lists write a kind.</summary>
    /// <param name="kind">Kind.</param>
    public static string Of(LabelKind kind) => kind.ToString().ToLowerInvariant();
}
