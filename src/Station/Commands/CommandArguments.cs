using System.Text.Json;

namespace AvianVox.Station.Commands;

/// <summary>Reads what a command was given.</summary>
internal static class CommandArguments
{
    /// <summary>
    /// A name, or none where it is left out or null. What is something else is refused: without a name a command concerns all, which nobody
    /// means by a mistake.
    /// </summary>
    /// <param name="arguments">The command's object.</param>
    /// <param name="key">Its key.</param>
    /// <param name="name">The name, or null.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Name(JsonElement arguments, string key, out string? name)
    {
        name = null;
        if (!arguments.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            return $"\"{key}\" must be one name, in quotes.";
        }

        name = value.GetString();
        return null;
    }
}
