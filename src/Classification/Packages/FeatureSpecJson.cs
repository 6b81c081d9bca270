using System.Text.Json;
using AvianVox.Dsp.Features;

namespace AvianVox.Classification.Packages;

/// <summary>
/// Reads and writes the feature spec of model.json. Every key is required: a default that changed later would change what old packages
/// mean.
/// </summary>
internal static class FeatureSpecJson
{
    /// <summary>Reads a spec and reports unknown keys.</summary>
    /// <param name="section">The object.</param>
    public static FeatureSpec Read(JsonSection section)
    {
        var spec = new FeatureSpec
        {
            SampleRate = section.Integer("sampleRate"),
            FftSize = section.Integer("fftSize"),
            Hop = section.Integer("hop"),
            MelBands = section.Integer("melBands"),
            LowHz = section.Number("lowHz"),
            HighHz = section.Number("highHz"),
            Log = section.Choice<LogRule>("log"),
            LogFloor = section.Number("logFloor"),
            MfccCount = section.Integer("mfccCount"),
            MfccTopDecibels = section.Number("mfccTopDecibels"),
            Clamp = section.Choice<DecibelClamp>("clamp"),
            OfflineClamp = section.Choice<DecibelClamp>("offlineClamp"),
            OfflineEdges = section.Choice<EdgePadding>("offlineEdges"),
            Layout = section.Choice<MfccLayout>("layout"),
            WindowFrames = section.Integer("windowFrames"),
            MelMean = section.Number("melMean"),
            MelDeviation = section.Number("melDeviation"),
            MfccMean = section.Number("mfccMean"),
            MfccDeviation = section.Number("mfccDeviation"),
        };
        section.Close();
        return spec;
    }

    /// <summary>Writes a spec as an object.</summary>
    /// <param name="json">Writer inside the enclosing object.</param>
    /// <param name="key">Key of the object.</param>
    /// <param name="spec">Spec.</param>
    public static void Write(Utf8JsonWriter json, string key, FeatureSpec spec)
    {
        json.WriteStartObject(key);
        json.WriteNumber("sampleRate", spec.SampleRate);
        json.WriteNumber("fftSize", spec.FftSize);
        json.WriteNumber("hop", spec.Hop);
        json.WriteNumber("melBands", spec.MelBands);
        json.WriteNumber("lowHz", spec.LowHz);
        json.WriteNumber("highHz", spec.HighHz);
        json.WriteString("log", Spelling.Of(spec.Log));
        json.WriteNumber("logFloor", spec.LogFloor);
        json.WriteNumber("mfccCount", spec.MfccCount);
        json.WriteNumber("mfccTopDecibels", spec.MfccTopDecibels);
        json.WriteString("clamp", Spelling.Of(spec.Clamp));
        json.WriteString("offlineClamp", Spelling.Of(spec.OfflineClamp));
        json.WriteString("offlineEdges", Spelling.Of(spec.OfflineEdges));
        json.WriteString("layout", Spelling.Of(spec.Layout));
        json.WriteNumber("windowFrames", spec.WindowFrames);
        json.WriteNumber("melMean", spec.MelMean);
        json.WriteNumber("melDeviation", spec.MelDeviation);
        json.WriteNumber("mfccMean", spec.MfccMean);
        json.WriteNumber("mfccDeviation", spec.MfccDeviation);
        json.WriteEndObject();
    }
}
