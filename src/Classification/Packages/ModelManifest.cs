using System.Text.RegularExpressions;
using AvianVox.Dsp.Features;

namespace AvianVox.Classification.Packages;

/// <summary>What model.json says of a model.</summary>
public sealed partial record ModelManifest
{
    /// <summary>The one format version there is.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of the package format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>Name: up to 64 letters, digits, dots, hyphens and underscores, as it goes into tags and topics.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the model; same characters as the name.</summary>
    public required string Version { get; init; }

    /// <summary>Licence of the weights: an SPDX identifier, or a sentence where there is none.</summary>
    public required string Licence { get; init; }

    /// <summary>Where the model comes from.</summary>
    public ModelProvenance Provenance { get; init; } = new();

    /// <summary>SHA-256 of model.onnx, 64 lower-case hexadecimal digits. Filled in by whoever writes the package.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>What the model takes.</summary>
    public required InputKind Input { get; init; }

    /// <summary>The front end; set exactly when <see cref="Input"/> is <see cref="InputKind.Features"/>.</summary>
    public FeatureSpec? Features { get; init; }

    /// <summary>The samples; set exactly when <see cref="Input"/> is <see cref="InputKind.Waveform"/>.</summary>
    public WaveformSpec? Waveform { get; init; }

    /// <summary>What the model's output is.</summary>
    public OutputActivation Activation { get; init; } = OutputActivation.Probabilities;

    /// <summary>Recommended threshold of the labels that <see cref="Thresholds"/> does not name; 0 to 1.</summary>
    public double DefaultThreshold { get; init; } = 0.5;

    /// <summary>Recommended thresholds by label code; 0 to 1.</summary>
    public IReadOnlyDictionary<string, double> Thresholds { get; init; } = new Dictionary<string, double>();

    /// <summary>Rate of the samples behind the input, in Hz.</summary>
    public int SampleRate => Features?.SampleRate ?? Waveform?.SampleRate ?? 0;

    /// <summary>Values in one window.</summary>
    public int InputLength => Features?.WindowValues ?? Waveform?.Samples ?? 0;

    /// <summary>Samples one window covers, at <see cref="SampleRate"/>.</summary>
    public int WindowSamples => Features?.WindowSamples ?? Waveform?.Samples ?? 0;

    /// <summary>Recommended threshold of a label.</summary>
    /// <param name="label">A label of this model.</param>
    public double ThresholdOf(Label label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return Thresholds.TryGetValue(label.Code, out var threshold) ? threshold : DefaultThreshold;
    }

    /// <summary>Every fault of the values themselves, each beginning with the JSON key; empty when they hold together.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (FormatVersion != CurrentFormatVersion)
        {
            faults.Add($"formatVersion is {FormatVersion}; allowed: {CurrentFormatVersion}. A newer package needs a newer AvianVox");
        }

        RequireIdentifier(faults, "name", Name);
        RequireIdentifier(faults, "version", Version);
        if (string.IsNullOrWhiteSpace(Licence))
        {
            faults.Add("licence is empty; allowed: an SPDX identifier, or a sentence that says how the weights may be used");
        }

        foreach (var (name, value) in Provenance.Metrics)
        {
            if (!double.IsFinite(value))
            {
                faults.Add(FormattableString.Invariant($"provenance.metrics['{name}'] is {value}; allowed: a finite number"));
            }
        }

        RequireSpec(faults, "features", Features, InputKind.Features, Features?.Faults());
        RequireSpec(faults, "waveform", Waveform, InputKind.Waveform, Waveform?.Faults());
        RequireThreshold(faults, "defaultThreshold", DefaultThreshold);
        foreach (var (code, threshold) in Thresholds)
        {
            RequireThreshold(faults, $"thresholds['{code}']", threshold);
        }

        return faults;
    }

    private static void RequireIdentifier(List<string> faults, string key, string value)
    {
        if (!IdentifierPattern().IsMatch(value))
        {
            faults.Add($"{key} is '{value}'; allowed: 1 to 64 letters, digits, dots, hyphens and underscores");
        }
    }

    private static void RequireThreshold(List<string> faults, string key, double value)
    {
        if (!(value >= 0 && value <= 1))
        {
            faults.Add(FormattableString.Invariant($"{key} is {value}; allowed: 0 to 1"));
        }
    }

    private void RequireSpec(List<string> faults, string key, object? spec, InputKind kind, IReadOnlyList<string>? specFaults)
    {
        if (Input == kind && spec is null)
        {
            faults.Add($"{key} is missing, and input is '{Spelling.Of(Input)}'");
        }
        else if (Input != kind && spec is not null)
        {
            faults.Add($"{key} is given, but input is '{Spelling.Of(Input)}'; leave it out");
        }

        faults.AddRange((specFaults ?? []).Select(f => $"{key}.{Spelling.Camel(f)}"));
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex IdentifierPattern();
}
