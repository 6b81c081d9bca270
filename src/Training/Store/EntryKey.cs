using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AvianVox.Audio.Files;
using AvianVox.Dsp.Features;

namespace AvianVox.Training.Store;

/// <summary>
/// Names entries by all that decides them: the bytes of the recording, the front end, and the code that reads and computes.
/// </summary>
internal static class EntryKey
{
    /// <summary>What is kept of a specification: neither scale, window nor layout changes a frame.</summary>
    /// <param name="spec">Specification.</param>
    /// <exception cref="ArgumentException">Its MFCC differ from window to window, so that they cannot be kept by frame.</exception>
    public static FeatureSpec Kept(FeatureSpec spec) => spec is { OfflineClamp: DecibelClamp.Window, Layout: not MfccLayout.None }
        ? throw new ArgumentException(
            "MFCC under the window clamp differ from window to window and cannot be stored; set OfflineClamp to File or None.",
            nameof(spec))
        : spec with
        {
            MfccCount = spec.Layout == MfccLayout.None ? 0 : spec.MfccCount,
            OfflineClamp = spec.Layout == MfccLayout.None ? DecibelClamp.None : spec.OfflineClamp,
            Layout = spec.Layout == MfccLayout.None ? MfccLayout.None : MfccLayout.Concatenate,
            Clamp = DecibelClamp.None,
            WindowFrames = 1,
            MelMean = 0,
            MelDeviation = 1,
            MfccMean = 0,
            MfccDeviation = 1,
        };

    /// <summary>Makes a key.</summary>
    /// <param name="kept">Specification as it is kept.</param>
    /// <param name="content">SHA-256 of the recording's bytes, in hexadecimal digits.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(FeatureSpec kept, string content)
    {
        // A build of other code has another identity, so no change of ours can be forgotten here.
        var text = $"{EntryFile.Version}\n{typeof(FeatureSpec).Module.ModuleVersionId}\n{typeof(AudioFile).Module.ModuleVersionId}\n{JsonSerializer.Serialize(kept)}\n{content}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
