using System.Globalization;
using AvianVox.Listening.Settings;

namespace AvianVox.Station.Clips;

/// <summary>The rules that tie the settings of clips together.</summary>
/// <param name="fault">Takes what is wrong.</param>
public sealed class ClipRules(FaultSink fault)
{
    /// <summary>Checks them.</summary>
    /// <param name="clips">Options.</param>
    public void Check(ClipsOptions clips)
    {
        if (clips.PreRollSeconds + clips.PostRollSeconds >= clips.MaxSeconds)
        {
            fault("Clips:MaxSeconds", clips.MaxSeconds.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"must be more than Clips:PreRollSeconds and Clips:PostRollSeconds together, which are {clips.PreRollSeconds + clips.PostRollSeconds}"));
        }
    }
}
