using AvianVox.Training.Naming;

namespace AvianVox.Training.Data;

/// <summary>One file of a data set.</summary>
/// <param name="Path">Full path.</param>
/// <param name="DataSet">Name of the data set, the name of its folder.</param>
/// <param name="Group">What must never be on both sides of a split: the original recording, or the speaker, that the file was cut
/// from. Unique across data sets.</param>
/// <param name="Class">What is heard.</param>
/// <param name="Recordist">Who recorded it; empty when unknown.</param>
/// <param name="Licence">Address of its licence; empty when none is stated.</param>
internal sealed record Recording(string Path, string DataSet, string Group, SoundClass Class, string Recordist, string Licence)
{
    /// <summary>File name without its ending, such as XC101371; of a stretch, with the second it begins at behind an @.</summary>
    public string Id => System.IO.Path.GetFileNameWithoutExtension(Path)
        + (Stretch is { } part ? FormattableString.Invariant($"@{part.From:0.###}") : "");

    /// <summary>The part of the file that this is about; null for all of it.</summary>
    public Stretch? Stretch { get; init; }

    /// <summary>Scientific names of what is heard beside the class, in the background or at another time.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>What its list calls the file; empty where there is no list.</summary>
    public string Listed { get; init; } = "";

    /// <summary>Where it was recorded, by name or by latitude and longitude; empty when unknown.</summary>
    public string Place { get; init; } = "";

    /// <summary>Day it was recorded on, as the data set writes it; empty when unknown.</summary>
    public string Date { get; init; } = "";

    /// <summary>Fold that the data set's makers put it in; null where they made none.</summary>
    public int? Fold { get; init; }
}
