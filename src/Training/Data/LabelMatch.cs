using AvianVox.Classification.Packages;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Data;

/// <summary>Finds the label that a model has for what is heard, by whichever of its names a list uses.</summary>
internal sealed class LabelMatch
{
    private readonly IReadOnlyList<Label> _labels;
    private readonly Dictionary<string, Label> _byScientific = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Label> _byCommon = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Label> _byCode = new(StringComparer.Ordinal);

    /// <summary>Takes labels.</summary>
    /// <param name="labels">A model's labels.</param>
    public LabelMatch(IReadOnlyList<Label> labels)
    {
        _labels = labels;
        foreach (var label in labels)
        {
            _byScientific.TryAdd(NameKey.Of(label.ScientificName), label);
            _byCommon.TryAdd(NameKey.Of(label.CommonName), label);
            _byCode.TryAdd(label.Code, label);
        }
    }

    /// <summary>
    /// The label of a class: by scientific name, its synonyms, English name or code; else that of the class that holds it.
    /// </summary>
    /// <param name="sound">Class.</param>
    /// <returns>The label; null where the model has none.</returns>
    public Label? Find(SoundClass sound) =>
        Own(sound) ?? (sound.Widened() is var wider && wider != sound ? Own(wider) : null);

    /// <summary>The label of a name alone.</summary>
    /// <param name="name">Scientific name, English name or code.</param>
    /// <returns>The label; null where the model has none.</returns>
    public Label? Find(string name) => Own(new SoundClass(name, name, LabelKind.Bird));

    private Label? Own(SoundClass sound)
    {
        if (_byScientific.TryGetValue(NameKey.Of(sound.ScientificName), out var label))
        {
            return label;
        }

        var synonym = _labels.FirstOrDefault(
            l => l.Kind == sound.Kind && Genera.AreSynonyms(l.ScientificName, sound.ScientificName, isSameEnglish: false));
        if (synonym is not null)
        {
            return synonym;
        }

        // One English name may be of two species: where both have scientific names, these decide.
        foreach (var found in new[] { _byCommon.GetValueOrDefault(NameKey.Of(sound.CommonName)), _byCode.GetValueOrDefault(sound.CommonName), _byCode.GetValueOrDefault(LabelList.CodeOf(sound)) })
        {
            if (found is not null
                && (!IsBinomial(found.ScientificName) || !IsBinomial(sound.ScientificName) || sound.ScientificName == sound.CommonName
                || Genera.AreSynonyms(found.ScientificName, sound.ScientificName, isSameEnglish: true)))
            {
                return found;
            }
        }

        return null;
    }

    private static bool IsBinomial(string name) => SpeciesName.IsScientific(name);
}
