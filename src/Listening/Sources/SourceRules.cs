using System.Globalization;
using AvianVox.Audio.Streams;
using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Sources;

/// <summary>The rules that tie the settings of sources together. When they are listened to is checked where schedules are known.</summary>
/// <param name="fault">Takes what is wrong.</param>
public sealed class SourceRules(FaultSink fault)
{
    /// <summary>Checks them.</summary>
    /// <param name="sources">Options of all sources.</param>
    public void Check(IList<SourceOptions> sources)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var input = false;
        foreach (var (index, source) in sources.Index())
        {
            if (!names.Add(source.Name))
            {
                fault(
                    string.Create(CultureInfo.InvariantCulture, $"Sources:{index}:Name"),
                    source.Name,
                    "another source has this name; topics and tables need different ones");
            }

            if (source.Input == "-" && input)
            {
                fault(
                    string.Create(CultureInfo.InvariantCulture, $"Sources:{index}:Input"),
                    "-",
                    "only one source can read standard input");
            }

            if (source.Live && source.Input != "-")
            {
                fault(
                    string.Create(CultureInfo.InvariantCulture, $"Sources:{index}:Live"),
                    "true",
                    "is for standard input (Input \"-\") only; a microphone is live without it, and a recording never is");
            }

            input |= source.Input == "-";
            CheckSource(index, source);
        }
    }

    private void CheckSource(int index, SourceOptions source)
    {
        string Key(string setting) => string.Create(CultureInfo.InvariantCulture, $"Sources:{index}:{setting}");
        if (SourceInput.IsStream(source.Input) && !StreamUrl.IsValid(source.Input))
        {
            fault(Key(nameof(source.Input)), source.Input, $"must be {StreamUrl.Allowed}{(StreamUrl.MayLackEscapes(source.Input) ? $"; {StreamUrl.Escapes}" : "")}");
        }

        if (RecorderZone.Find(source.RecorderZone, TimeZoneInfo.Utc) is null)
        {
            fault(
                Key(nameof(source.RecorderZone)),
                source.RecorderZone,
                $"must be {RecorderZone.Allowed} (Debian: apt-get install tzdata)");
        }

        if (source.Channel > 1 && source.Input == SourceInput.StandardInput)
        {
            fault(Key(nameof(source.Channel)), source.Channel.ToString(CultureInfo.InvariantCulture), "standard input has one channel");
        }
    }
}
