using AvianVox.Classification.Packages;

namespace AvianVox.Training.Naming;

/// <summary>What a person says of names that do not tell what they are of.</summary>
internal sealed class KindChoices
{
    private readonly Dictionary<string, LabelKind> _byName = new(StringComparer.Ordinal);

    /// <summary>What the names are of that nothing else is known of; null asks.</summary>
    public LabelKind? Otherwise { get; private set; }

    /// <summary>Reads choices.</summary>
    /// <param name="texts">Each NAME=KIND, or KIND alone for all names that do not tell.</param>
    /// <exception cref="WorkshopException">One is neither.</exception>
    public static KindChoices Read(IEnumerable<string> texts)
    {
        var choices = new KindChoices();
        foreach (var text in texts)
        {
            var at = text.LastIndexOf('=');
            var kind = KindText.Read(text[(at + 1)..])
                ?? throw new WorkshopException(
                    $"--kind '{text}': give NAME={KindText.Allowed}, or one of these alone for all names that do not tell.");
            if (at < 0)
            {
                choices.Otherwise = kind;
            }
            else
            {
                choices._byName[NameKey.Of(text[..at])] = kind;
            }
        }

        return choices;
    }

    /// <summary>What was said of a name; null where nothing was.</summary>
    /// <param name="name">Name.</param>
    public LabelKind? Of(SpeciesName name) =>
        _byName.TryGetValue(NameKey.Of(name.Common), out var common) ? common
        : _byName.TryGetValue(NameKey.Of(name.Scientific), out var scientific) ? scientific
        : null;
}
