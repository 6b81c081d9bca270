namespace AvianVox.Training.Data;

/// <summary>Tells what is heard in a clip that is no bird by the words in its file's or folder's name.</summary>
internal static class NegativeClasses
{
    /// <summary>Words and their classes. The first that occurs decides, so that rain with crickets counts as crickets: what calls is what could be taken for a bird.</summary>
    private static readonly (string Word, SoundClass Class)[] Words =
    [
        ("cricket", SoundClass.Insects), ("weta", SoundClass.Insects), ("cicada", SoundClass.Insects), ("insect", SoundClass.Insects),
        ("frog", SoundClass.Frogs), ("toad", SoundClass.Frogs),
        ("dog", SoundClass.Dog),
        ("speech", SoundClass.HumanVoice), ("voice", SoundClass.HumanVoice), ("human", SoundClass.HumanVoice),
        ("baby", SoundClass.HumanVoice), ("sneeze", SoundClass.HumanVoice),
        ("rain", SoundClass.Noise), ("wind", SoundClass.Noise), ("thunder", SoundClass.Noise), ("noise", SoundClass.Noise),
        ("sea", SoundClass.Noise), ("clock", SoundClass.Noise), ("helicopter", SoundClass.Noise), ("chainsaw", SoundClass.Noise),
        ("fire", SoundClass.Noise), ("engine", SoundClass.Noise), ("traffic", SoundClass.Noise), ("background", SoundClass.Noise),
        ("wb_", SoundClass.Noise),
    ];

    /// <summary>The class of a clip, from its own name or else from the name of its folder; null when neither tells.</summary>
    /// <param name="path">Path of the file.</param>
    public static SoundClass? Of(string path) =>
        ByWord(Path.GetFileNameWithoutExtension(path)) ?? ByWord(Path.GetFileName(Path.GetDirectoryName(path)) ?? "");

    private static SoundClass? ByWord(string name) =>
        Words.FirstOrDefault(w => name.Contains(w.Word, StringComparison.OrdinalIgnoreCase)).Class;
}
