using AvianVox.Classification.Packages;
using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>Finds labels by what people call them: code, scientific or common name, upper and lower case alike.</summary>
public static class LabelNames
{
    /// <summary>Whether a label is called so.</summary>
    /// <param name="label">The label.</param>
    /// <param name="name">What somebody calls it.</param>
    public static bool IsCalled(Label label, string name) =>
        Of(label).Select(Plain).Contains(Plain(name), StringComparer.OrdinalIgnoreCase);

    /// <summary>The first label that is called so, or null.</summary>
    /// <param name="labels">The model's labels.</param>
    /// <param name="name">What somebody calls it.</param>
    public static Label? Find(IReadOnlyList<Label> labels, string name) =>
        labels.FirstOrDefault(label => IsCalled(label, name));

    /// <summary>Every name of every label (<see cref="Plain"/>) with the indices of those that are called so.</summary>
    /// <param name="labels">The model's labels.</param>
    public static ILookup<string, int> Index(IReadOnlyList<Label> labels) => labels
        .SelectMany(label => Of(label).Select(Plain).Distinct(StringComparer.OrdinalIgnoreCase).Select(name => (Name: name, label.Index)))
        .ToLookup(entry => entry.Name, entry => entry.Index, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The name that comes nearest to one that is not there, first by the words they share ("Robin" is European Robin, not rain), then by
    /// slips of the finger; null where there are no labels.
    /// </summary>
    /// <param name="labels">The model's labels.</param>
    /// <param name="name">What somebody wrote.</param>
    public static string? Nearest(IReadOnlyList<Label> labels, string name) => NearestName.Of(labels.SelectMany(Of), name);

    /// <summary>A name with the apostrophes that keyboards have: programs for letters make others of them.</summary>
    /// <param name="name">Any name.</param>
    public static string Plain(string name) => name.Replace('\u2019', '\'').Replace('\u02BC', '\'').Replace('\u2018', '\'');

    private static string[] Of(Label label) => [label.CommonName, label.ScientificName, label.Code];
}
