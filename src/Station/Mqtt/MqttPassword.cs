namespace AvianVox.Station.Mqtt;

/// <summary>
/// The password of MQTT, from the settings or from a file; read anew at each use, so that it can be changed while the station runs.
/// </summary>
internal static class MqttPassword
{
    /// <summary>Reads it.</summary>
    /// <param name="options">Checked options.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="MqttException">The file cannot be read, or its first line is empty.</exception>
    public static string? Read(MqttOptions options)
    {
        if (options.PasswordFile is not { } file)
        {
            return options.Password;
        }

        try
        {
            return File.ReadLines(file).FirstOrDefault() is { } line && !string.IsNullOrWhiteSpace(line)
                ? line
                : throw new MqttException($"Mqtt:PasswordFile: the first line of {file} is empty; it must be the password");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MqttException($"Mqtt:PasswordFile: {file} cannot be read: {error.Message}", error);
        }
    }
}
