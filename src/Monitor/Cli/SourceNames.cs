using AvianVox.Listening.Sources;

namespace AvianVox.Monitor.Cli;

/// <summary>Names sources that the command line gives without a name: lower-case letters, digits and hyphens, each only once.</summary>
internal static class SourceNames
{
    private const int Longest = 48;

    /// <summary>Names the inputs.</summary>
    /// <param name="inputs">As given after --source.</param>
    /// <returns>The inputs in their order, each with its name: "mic", "stream", "stdin", or made from the recording's file name.</returns>
    public static IReadOnlyList<(string Name, string Input)> Name(IReadOnlyList<string> inputs)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var named = new List<(string Name, string Input)>();
        foreach (var input in inputs)
        {
            var name = Plain(input);
            var unique = name;
            for (var number = 2; !taken.Add(unique); number++)
            {
                unique = FormattableString.Invariant($"{name}-{number}");
            }

            named.Add((unique, input));
        }

        return named;
    }

    private static string Plain(string input)
    {
        if (SourceInput.IsStream(input))
        {
            return "stream";
        }

        if (input == SourceInput.StandardInput)
        {
            return "stdin";
        }

        if (SourceInput.IsMicrophone(input))
        {
            return "mic";
        }

        var letters = Path.GetFileNameWithoutExtension(input).ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-').ToArray();
        var words = new string(letters).Split('-', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join('-', words);
        name = name[..Math.Min(name.Length, Longest)].Trim('-');
        return name.Length == 0 ? "recording" : name;
    }
}
