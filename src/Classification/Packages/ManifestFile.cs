using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AvianVox.Dsp.Features;

namespace AvianVox.Classification.Packages;

/// <summary>Reads and writes model.json.</summary>
internal static class ManifestFile
{
    /// <summary>Name in the package.</summary>
    public const string Name = "model.json";

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonDocumentOptions ReaderOptions = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads the file's text.</summary>
    /// <param name="json">UTF-8 text.</param>
    /// <param name="faults">Receives the faults, each beginning with the file's name.</param>
    /// <returns>
    /// The manifest, in which what is faulty has its fallback value; null when the text is no JSON object or of another format version.
    /// </returns>
    public static ModelManifest? Read(byte[] json, List<string> faults)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(
                json.AsMemory(json.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0), ReaderOptions);
        }
        catch (JsonException e)
        {
            faults.Add($"{Name} line {e.LineNumber + 1}: no valid JSON ({e.Message.Split(". ")[0].TrimEnd('.')})");
            return null;
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                faults.Add($"{Name} is no JSON object");
                return null;
            }

            var found = new List<string>();
            ModelManifest? manifest = null;
            try
            {
                manifest = Read(document.RootElement, found);
            }
            catch (InvalidOperationException)
            {
                // The parser checks text only when it is asked for it: an escaped half of a surrogate pair gets this far.
                found.Add("it holds text that is no valid Unicode");
            }

            faults.AddRange(found.Select(f => $"{Name}: {f}"));
            return manifest;
        }
    }

    /// <summary>Writes a manifest.</summary>
    /// <param name="manifest">A manifest without faults.</param>
    /// <returns>UTF-8 text.</returns>
    public static byte[] Write(ModelManifest manifest)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("formatVersion", manifest.FormatVersion);
            json.WriteString("name", manifest.Name);
            json.WriteString("version", manifest.Version);
            json.WriteString("licence", manifest.Licence);
            json.WriteString("sha256", manifest.Sha256);
            json.WriteString("input", Spelling.Of(manifest.Input));
            if (manifest.Features is { } spec)
            {
                FeatureSpecJson.Write(json, "features", spec);
            }

            if (manifest.Waveform is { } waveform)
            {
                json.WriteStartObject("waveform");
                json.WriteNumber("sampleRate", waveform.SampleRate);
                json.WriteNumber("samples", waveform.Samples);
                json.WriteEndObject();
            }

            json.WriteString("activation", Spelling.Of(manifest.Activation));
            json.WriteNumber("defaultThreshold", manifest.DefaultThreshold);
            WriteNumbers(json, "thresholds", manifest.Thresholds);
            WriteProvenance(json, manifest.Provenance);
            json.WriteEndObject();
        }

        return [.. bytes.ToArray(), .. Encoding.UTF8.GetBytes("\n")];
    }

    private static ModelManifest? Read(JsonElement root, List<string> faults)
    {
        var section = new JsonSection(root, "", faults);
        var version = section.Integer("formatVersion");
        if (version != ModelManifest.CurrentFormatVersion)
        {
            // Another version may mean anything by the other keys: to judge them would mislead.
            if (faults.Count == 0)
            {
                faults.Add(
                    $"formatVersion is {version}; allowed: {ModelManifest.CurrentFormatVersion}. A newer package needs a newer AvianVox");
            }

            return null;
        }

        var before = faults.Count;
        var input = section.Choice<InputKind>("input");
        var inputKnown = faults.Count == before;
        var manifest = new ModelManifest
        {
            FormatVersion = version,
            Name = section.Text("name"),
            Version = section.Text("version"),
            Licence = section.Text("licence"),
            Sha256 = section.Text("sha256"),
            Input = input,
            Activation = section.Choice<OutputActivation>("activation"),
            DefaultThreshold = section.Number("defaultThreshold"),
            Thresholds = section.Numbers("thresholds"),
            Features = ReadFeatures(section),
            Waveform = ReadWaveform(section),
            Provenance = ReadProvenance(section),
        };
        section.Close();

        // What could not be read has been told of; its fallback value must not be held against it as well.
        var unread = faults.Where(f =>
            !f.Contains(JsonSection.UnknownKey, StringComparison.Ordinal)).Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        if (inputKnown)
        {
            faults.AddRange(manifest.Faults().Where(f => !unread.Contains(KeyOf(f))));
        }

        return manifest;
    }

    /// <summary>The key a fault begins with; for a spec the spec as a whole, as its parameters are judged by one another.</summary>
    private static string KeyOf(string fault)
    {
        var key = fault.Split(' ')[0];
        return key.StartsWith("features.", StringComparison.Ordinal) || key.StartsWith("waveform.", StringComparison.Ordinal)
            ? key.Split('.')[0] : key;
    }

    private static FeatureSpec? ReadFeatures(JsonSection section)
    {
        var present = section.Has("features");
        var features = FeatureSpecJson.Read(section.Section("features", required: false));
        return present ? features : null;
    }

    private static WaveformSpec? ReadWaveform(JsonSection section)
    {
        var present = section.Has("waveform");
        var waveform = section.Section("waveform", required: false);
        var spec = new WaveformSpec(waveform.Integer("sampleRate"), waveform.Integer("samples"));
        waveform.Close();
        return present ? spec : null;
    }

    private static ModelProvenance ReadProvenance(JsonSection section)
    {
        var provenance = section.Section("provenance", required: true);
        var read = new ModelProvenance
        {
            Data = provenance.Text("data"),
            Split = provenance.Text("split"),
            Seed = provenance.OptionalInteger("seed"),
            Metrics = provenance.Numbers("metrics"),
            Notes = provenance.Text("notes", required: false),
        };
        provenance.Close();
        return read;
    }

    private static void WriteProvenance(Utf8JsonWriter json, ModelProvenance provenance)
    {
        json.WriteStartObject("provenance");
        json.WriteString("data", provenance.Data);
        json.WriteString("split", provenance.Split);
        if (provenance.Seed is { } seed)
        {
            json.WriteNumber("seed", seed);
        }
        else
        {
            json.WriteNull("seed");
        }

        WriteNumbers(json, "metrics", provenance.Metrics);
        json.WriteString("notes", provenance.Notes);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, IReadOnlyDictionary<string, double> numbers)
    {
        json.WriteStartObject(key);
        foreach (var (name, value) in numbers.OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(name, value);
        }

        json.WriteEndObject();
    }
}
