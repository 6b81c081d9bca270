using System.Text;

namespace AvianVox.Training.Naming;

/// <summary>Divides names into whole words.</summary>
internal static class NameWords
{
    /// <summary>
    /// Words in small letters and without accents, in order; "SeaWaves", "sea_waves" and "Sea waves" are two words each. Digits
    /// part words and are none.
    /// </summary>
    /// <param name="name">Name.</param>
    public static IReadOnlyList<string> Of(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var before = ' ';
        foreach (var letter in PlainLetters.Of(name))
        {
            var isLetter = char.IsLetter(letter) || char.IsSurrogate(letter);
            if ((!isLetter && letter is not ('\'' or '\u2019')) || (char.IsUpper(letter) && char.IsLower(before)))
            {
                Close();
            }

            if (isLetter)
            {
                word.Append(char.ToLowerInvariant(letter));
            }

            before = letter;
        }

        Close();
        return words;

        void Close()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
    }
}
