using System.Globalization;
using System.Text;
using System.Text.Json;
using AvianVox.Listening.Settings;

namespace AvianVox.Monitor.Configuration;

/// <summary>
/// A configuration file: JSON with comments and trailing commas, in UTF-8. Whatever its bytes are, what cannot be read becomes one fault in
/// words of our own.
/// </summary>
internal sealed class SettingFile
{
    /// <summary>Most bytes that are read: many times what all settings take.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>Most levels of groups and lists within each other.</summary>
    private const int MostLevels = 32;

    private readonly string _path;
    private readonly List<ConfigurationFault> _faults;
    private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The line each key stands on, groups and lists among them.</summary>
    private readonly Dictionary<string, int> _lines = new(StringComparer.OrdinalIgnoreCase);

    private SettingFile(string path, List<ConfigurationFault> faults)
    {
        _path = path;
        _faults = faults;
    }

    /// <summary>Every value by the path of its key, levels divided by colons.</summary>
    public IReadOnlyDictionary<string, string?> Values => _values;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="faults">Receives what cannot be read.</param>
    /// <returns>Null where nothing of it can be used.</returns>
    public static SettingFile? Read(string path, List<ConfigurationFault> faults)
    {
        var file = new SettingFile(path, faults);
        if (file.Bytes() is not { } bytes)
        {
            return null;
        }

        if (FileText.Fault(bytes) is { } fault)
        {
            file.Fault(fault);
            return null;
        }

        return file.Parse(bytes.AsSpan(FileText.MarkLength(bytes))) ? file : null;
    }

    /// <summary>Where a key was set: the file, and the line where it is known.</summary>
    /// <param name="key">Path of a setting.</param>
    public string Origin(string key) =>
        _lines.TryGetValue(key, out var line) ? string.Create(CultureInfo.InvariantCulture, $"{_path}, line {line}") : _path;

    private byte[]? Bytes()
    {
        try
        {
            if (Directory.Exists(_path))
            {
                Fault(": is a folder; name the file in it");
                return null;
            }

            using var stream = File.OpenRead(_path);
            var bytes = new byte[MostBytes + 1];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count <= MostBytes)
            {
                return bytes[..count];
            }

            Fault($": is larger than {MostBytes >> 20} MiB, which no configuration is");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            Fault($": there is no such file (looked for {Path.GetFullPath(_path)})");
        }
        catch (UnauthorizedAccessException)
        {
            Fault($": may not be read by {Environment.UserName}; run this as the station's user, or as root");
        }
        catch (Exception error) when (error is IOException or ArgumentException or NotSupportedException)
        {
            Fault($" cannot be read: {error.Message}");
        }

        return null;
    }

    private bool Parse(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(
            text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MostLevels });
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                Fault(": must hold one object, { ... }");
                return false;
            }

            Group(ref reader, text, "");
            // Whatever follows the object is a fault, too.
            reader.Read();
            return true;
        }
        catch (JsonException error)
        {
            var at = JsonFault.Offset(text, error);
            var (line, position) = FileText.Place(text, at);
            Fault(string.Create(
                CultureInfo.InvariantCulture,
                $", line {line}, position {position}: {JsonFault.Cause(text, at, reader.CurrentDepth >= MostLevels)}"));
            return false;
        }
    }

    private void Group(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, string path)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var line = FileText.Place(text, (int)reader.TokenStartIndex).Line;
            var name = TryText(ref reader, path, line, out var written) ? written! : "?";
            reader.Read();
            Value(ref reader, text, Join(path, name));
        }
    }

    private void Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, string key)
    {
        var line = FileText.Place(text, (int)reader.TokenStartIndex).Line;
        _lines.TryAdd(key, line);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Group(ref reader, text, key);
                break;
            case JsonTokenType.StartArray:
                for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
                {
                    Value(ref reader, text, Join(key, index.ToString(CultureInfo.InvariantCulture)));
                }

                break;
            default:
                string? value = null;
                if (reader.TokenType == JsonTokenType.String && !TryText(ref reader, key, line, out value))
                {
                    break;
                }

                if (reader.TokenType is not (JsonTokenType.Null or JsonTokenType.String))
                {
                    value = Encoding.UTF8.GetString(reader.ValueSpan);
                }

                if (!_values.TryAdd(key, value))
                {
                    _faults.Add(new ConfigurationFault(
                        key,
                        null,
                        "is set twice; keep one",
                        string.Create(CultureInfo.InvariantCulture, $"{_path}, line {line}")));
                }

                break;
        }
    }

    private bool TryText(ref Utf8JsonReader reader, string key, int line, out string? text)
    {
        try
        {
            text = reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            _faults.Add(new ConfigurationFault(
                key, null, @"holds half a character: one written as \uD800 to \uDFFF needs its other half behind it", string.Create(CultureInfo.InvariantCulture, $"{_path}, line {line}")));
            text = null;
            return false;
        }
    }

    private void Fault(string message) => _faults.Add(new ConfigurationFault("", null, _path + message, _path));

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";
}
