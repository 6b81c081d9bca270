using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>Rejects what too few windows confirm. For most species Detector:ConfirmWindows says how many it takes.</summary>
[SettingGroup]
public sealed class ConfirmationRuleOptions
{
    /// <summary>
    /// Positive windows that confirm single species, by code, scientific or common name; 1 to Detector:OfWindows. Default none.
    /// </summary>
    [Between(1, 32)]
    public IDictionary<string, int> Windows { get; set; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Species that call rarely and need no confirmation: one positive window is enough. Default none.</summary>
    [Pattern(PatternAttribute.Something, "a label's code, scientific or common name")]
    public IList<string> Exempt { get; set; } = [];
}
