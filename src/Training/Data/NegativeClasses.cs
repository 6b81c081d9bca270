using System.Text.RegularExpressions;
using AvianVox.Classification.Packages;

namespace AvianVox.Training.Data;

/// <summary>Tells what is heard in a clip that no list names, by its file's or folder's name.</summary>
internal static partial class NegativeClasses
{
    /// <summary>
    /// Words and their classes. The first that occurs decides, so that rain with crickets counts as crickets: what calls is what
    /// could be taken for a bird.
    /// </summary>
    /// <remarks>"wb" is wind that blows into the microphone, in the habit of one collection; thunder in it is the lesser part.</remarks>
    private static readonly (string Word, SoundClass Class)[] Words =
    [
        ("rooster", SoundClass.Rooster),
        ("cricket", SoundClass.Insects), ("weta", SoundClass.Insects), ("cicada", SoundClass.Insects), ("insect", SoundClass.Insects),
        ("frog", SoundClass.Frogs), ("toad", SoundClass.Frogs),
        ("dog", SoundClass.Dog),
        ("speech", SoundClass.HumanVoice), ("voice", SoundClass.HumanVoice), ("human", SoundClass.HumanVoice),
        ("baby", SoundClass.HumanVoice), ("sneeze", SoundClass.HumanVoice),
        ("rain", SoundClass.Rain), ("wind", SoundClass.Wind), ("wb_", SoundClass.Wind),
        ("thunder", SoundClass.Noise), ("noise", SoundClass.Noise),
        ("sea", SoundClass.Noise), ("clock", SoundClass.Noise), ("helicopter", SoundClass.Noise), ("chainsaw", SoundClass.Noise),
        ("fire", SoundClass.Noise), ("engine", SoundClass.Noise), ("traffic", SoundClass.Noise), ("background", SoundClass.Noise),
    ];

    /// <summary>The class of a clip; null when nothing tells, or when it is to be left out.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="options">How clips are divided into classes.</param>
    public static SoundClass? Of(string path, DataSetOptions options)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(path)) ?? "";
        var heard = ByWord(Path.GetFileNameWithoutExtension(path)) ?? ByWord(folder);
        return options.Scheme switch
        {
            ClassScheme.Folders => OfFolder(folder, heard),
            _ when heard == SoundClass.Rooster && !options.Roosters => null,
            ClassScheme.Coarse => heard?.Widened(),
            _ => heard,
        };
    }

    /// <summary>Whether a clip is a rooster's, by its name or its folder's.</summary>
    /// <param name="path">Path of the file.</param>
    public static bool IsRooster(string path) => Of(path, new DataSetOptions { Roosters = true }) == SoundClass.Rooster;

    private static SoundClass? OfFolder(string folder, SoundClass? heard)
    {
        var name = LeadingNumber().Replace(folder, "");
        return name.Length == 0 ? null : new SoundClass(name, name, heard?.Kind ?? LabelKind.Noise);
    }

    private static SoundClass? ByWord(string name) =>
        Words.FirstOrDefault(w => name.Contains(w.Word, StringComparison.OrdinalIgnoreCase)).Class;

    [GeneratedRegex(@"^\d+\s*-\s*")]
    private static partial Regex LeadingNumber();
}
