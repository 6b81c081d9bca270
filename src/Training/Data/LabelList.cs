using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AvianVox.Classification.Packages;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Data;

/// <summary>Makes the labels of a model out of the classes of its training recordings.</summary>
internal static class LabelList
{
    /// <summary>Longest code.</summary>
    private const int MostLetters = 64;

    /// <summary>
    /// Birds by English name, then the negatives. Where data sets spell an English name differently, the first spelling holds. Codes
    /// are unique: of several names with one code all but the first, by scientific name, have a number behind it.
    /// </summary>
    /// <param name="recordings">Training recordings.</param>
    public static IReadOnlyList<Label> Of(IEnumerable<Recording> recordings)
    {
        SoundClass[] classes =
        [
            .. recordings.Select(r => r.Class)
                .DistinctBy(c => c.ScientificName)
                .OrderBy(c => c.Kind == LabelKind.Bird ? 0 : 1)
                .ThenBy(c => c.CommonName, StringComparer.Ordinal)
                .ThenBy(c => c.ScientificName, StringComparer.Ordinal),
        ];
        var codes = Codes(classes);
        return [.. classes.Select((c, i) => new Label(i, c.ScientificName, c.CommonName, codes[c.ScientificName], c.Kind))];
    }

    /// <summary>
    /// The code of a class, if no other had the same: of the first of its names that holds a Latin letter or a digit, else of all
    /// its letters' hash.
    /// </summary>
    /// <param name="sound">Class.</param>
    public static string CodeOf(SoundClass sound)
    {
        foreach (var name in new[] { sound.CommonName, sound.ScientificName })
        {
            var plain = PlainLetters.Of(name);
            if (plain.Any(char.IsAsciiLetterOrDigit))
            {
                return LabelCode.From(plain);
            }
        }

        return "species-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(NameKey.Of(sound.ScientificName))))[..10];
    }

    private static Dictionary<string, string> Codes(IEnumerable<SoundClass> classes)
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);

        // Those that are alone with their code keep it, whatever numbers the others get.
        foreach (var group in classes.GroupBy(CodeOf, StringComparer.Ordinal).OrderBy(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            foreach (var sound in group.OrderBy(c => c.ScientificName, StringComparer.Ordinal))
            {
                var code = group.Key;
                for (var number = 2; !taken.Add(code); number++)
                {
                    var behind = "-" + number.ToString(CultureInfo.InvariantCulture);
                    code = group.Key[..Math.Min(group.Key.Length, MostLetters - behind.Length)].TrimEnd('-') + behind;
                }

                codes[sound.ScientificName] = code;
            }
        }

        return codes;
    }
}
