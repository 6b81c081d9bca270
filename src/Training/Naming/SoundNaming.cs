using AvianVox.Classification.Packages;

namespace AvianVox.Training.Naming;

/// <summary>Tells what is heard in recordings by their names. Nothing is a bird because nothing else is known of it.</summary>
internal static class SoundNaming
{
    /// <summary>What a name is of.</summary>
    /// <param name="name">Names.</param>
    /// <param name="told">Kind that a list or catalogue gives; null where none does. It is believed.</param>
    /// <param name="choices">What a person says; null for nothing.</param>
    /// <returns>The class; null where nothing tells, or two things are possible: then somebody is to be asked.</returns>
    public static SoundClass? Of(SpeciesName name, LabelKind? told = null, KindChoices? choices = null)
    {
        if ((choices?.Of(name) ?? told) is { } kind)
        {
            return OfKind(name, kind);
        }

        return ByName(name) ?? (choices?.Otherwise is { } otherwise ? OfKind(name, otherwise) : null);
    }

    /// <summary>
    /// The class that the words of a file's or folder's name tell, whatever else the name holds; a bird's name tells none.
    /// </summary>
    /// <param name="text">Name.</param>
    public static SoundClass? ByWords(string text)
    {
        var words = NameWords.Of(text);
        return BirdWords.End(words) ? null : SoundWords.Find(words)?.Class;
    }

    /// <summary>Whether a file's or folder's name is plainly a bird's.</summary>
    /// <param name="text">Name.</param>
    public static bool IsBird(string text) =>
        ByName(SpeciesName.Parse(text)) is { Kind: LabelKind.Bird } sound && sound != SoundClass.Rooster;

    private static SoundClass OfKind(SpeciesName name, LabelKind kind)
    {
        var general = ByWords(name.Common.Length > 0 ? name.Common : name.Scientific);
        return general is not null && general.Kind == kind && !IsSpecies(name) ? general : new SoundClass(name.Identity, name.Shown, kind);
    }

    private static SoundClass? ByName(SpeciesName name)
    {
        var words = NameWords.Of(name.Common.Length > 0 ? name.Common : name.Scientific);
        if (BirdWords.End(words))
        {
            return Genera.KindOf(name.Scientific) is null ? new SoundClass(name.Identity, name.Shown, LabelKind.Bird) : null;
        }

        if (Genera.KindOf(name.Scientific) is { } known)
        {
            return OfKind(name, known);
        }

        if (SoundWords.NameAnything(words) || IsNobody(name))
        {
            return null;
        }

        if (SoundWords.Find(words) is var (sound, places))
        {
            var others = words.Where((word, i) => !places.Contains(i) && !SoundWords.IsNeutral(word)).ToList();
            return others.Count == 0 ? sound
                // "Northern Cricket Frog": a species of its own, of the kind that its last word says.
                : places.Contains(words.Count - 1)
                    && sound.Kind is LabelKind.Insect or LabelKind.Animal ? new SoundClass(name.Identity, name.Shown, sound.Kind)
                : IsSpecies(name)
                    && name.Common.Length > 0
                    && name.Common != name.Scientific ? new SoundClass(name.Identity, name.Shown, LabelKind.Bird)
                : null;
        }

        return IsSpecies(name) || LooksLikeSpecies(name.Common) ? new SoundClass(name.Identity, name.Shown, LabelKind.Bird) : null;
    }

    private static bool IsSpecies(SpeciesName name) => name.Scientific.Contains(' ') && name.Scientific != name.Common && !IsNobody(name);

    /// <summary>What xeno-canto calls recordings of nobody knows what, and of nobody in particular.</summary>
    private static bool IsNobody(SpeciesName name) =>
        name.Scientific is "Mystery mystery" or "Sonus naturalis" || name.Common is "Identity unknown" or "Soundscape";

    /// <summary>
    /// Names of species have a capital and two words at least in languages that we cannot read; in a script without capitals nothing
    /// speaks against one. A category is one word, or has no capital.
    /// </summary>
    private static bool LooksLikeSpecies(string name)
    {
        var letters = name.Where(char.IsLetter).ToList();
        return letters.Count > 1
            && (letters.TrueForAll(c => !char.IsUpper(c) && !char.IsLower(c))
                || (char.IsUpper(letters[0]) && letters.Exists(char.IsLower) && (
                    NameWords.Of(name).Count > 1 || letters.Exists(c => c > '\u024F'))));
    }
}
