namespace AvianVox.Station.Sinks;

/// <summary>
/// A secret that a setting holds itself, or that is the first line of a file; read anew at each use, so that it can be changed while the
/// station runs.
/// </summary>
internal static class SecretText
{
    /// <summary>Reads it.</summary>
    /// <param name="text">The secret itself, or null.</param>
    /// <param name="file">Its file, or null.</param>
    /// <param name="key">Name of the setting of the file, for messages.</param>
    /// <returns>Null where neither is set.</returns>
    /// <exception cref="SinkException">The file cannot be read or is empty.</exception>
    public static string? Read(string? text, string? file, string key)
    {
        if (file is null)
        {
            return text;
        }

        try
        {
            return File.ReadLines(file).FirstOrDefault() is { } line && !string.IsNullOrWhiteSpace(line) ? line.Trim() : throw new SinkException(SinkFault.Refused, $"{key}: the first line of {file} is empty");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SinkException(SinkFault.Refused, $"{key}: {file} cannot be read: {error.Message.TrimEnd('.')}", error);
        }
    }
}
