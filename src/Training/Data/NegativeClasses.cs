using System.Text.RegularExpressions;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Data;

/// <summary>Tells what is heard in a clip that no list names, by the whole words of its file's or folder's name.</summary>
internal static partial class NegativeClasses
{
    /// <summary>The class of a clip; null when nothing tells, or when it is to be left out.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="options">How clips are divided into classes.</param>
    public static SoundClass? Of(string path, DataSetOptions options)
    {
        var folder = FolderOf(path);
        var heard = SoundNaming.ByWords(Path.GetFileNameWithoutExtension(path)) ?? SoundNaming.ByWords(folder);
        return options.Scheme switch
        {
            ClassScheme.Folders => OfFolder(folder, heard, options),
            _ when heard == SoundClass.Rooster && !options.Roosters => null,
            ClassScheme.Coarse => heard?.Widened(),
            _ => heard,
        };
    }

    /// <summary>Whether a clip is a rooster's, by its name or its folder's.</summary>
    /// <param name="path">Path of the file.</param>
    public static bool IsRooster(string path) => Of(path, new DataSetOptions { Roosters = true }) == SoundClass.Rooster;

    /// <summary>Whether a clip's folder is named after a bird.</summary>
    /// <param name="path">Path of the file.</param>
    public static bool IsBird(string path) => SoundNaming.IsBird(LeadingNumber().Replace(FolderOf(path), ""));

    private static SoundClass? OfFolder(string folder, SoundClass? heard, DataSetOptions options)
    {
        var name = LeadingNumber().Replace(folder, "");
        if (name.Length == 0)
        {
            return null;
        }

        // A folder's own name is the class; what is neither a bird nor a word that is known is asked for.
        var species = SpeciesName.Parse(name);
        var kind = options.Kinds?.Of(species) ?? heard?.Kind ?? SoundNaming.Of(species, null, options.Kinds)?.Kind;
        return kind is { } known ? new SoundClass(name, name, known) : null;
    }

    private static string FolderOf(string path) => Path.GetFileName(Path.GetDirectoryName(path)) ?? "";

    [GeneratedRegex(@"^\d+\s*-\s*")]
    private static partial Regex LeadingNumber();
}
