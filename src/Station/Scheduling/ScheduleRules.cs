using System.Globalization;
using AvianVox.Listening.Settings;
using AvianVox.Listening.Sources;
using AvianVox.Station.Identity;

namespace AvianVox.Station.Scheduling;

/// <summary>The rules of when sources are listened to.</summary>
/// <param name="fault">Takes what is wrong.</param>
public sealed class ScheduleRules(FaultSink fault)
{
    /// <summary>Checks them.</summary>
    /// <param name="sources">Options of all sources.</param>
    /// <param name="station">Where the station is.</param>
    public void Check(IList<SourceOptions> sources, IdentityOptions station)
    {
        foreach (var (index, source) in sources.Index())
        {
            if (source.Schedule is { } schedule)
            {
                Check(string.Create(CultureInfo.InvariantCulture, $"Sources:{index}:{nameof(source.Schedule)}"), schedule, source, station);
            }
        }
    }

    private void Check(string key, string schedule, SourceOptions source, IdentityOptions station)
    {
        if (!Schedule.TryParse(schedule, out var spans))
        {
            fault(key, schedule, $"must be {Schedule.Allowed}");
        }
        else if (Schedule.NeedsSun(spans) && station.Place is null)
        {
            fault(key, schedule, "sunrise and sunset need to know where the station is: set Station:Latitude and Station:Longitude");
        }

        if (!SourceInput.IsMicrophone(source.Input) && !SourceInput.IsStream(source.Input))
        {
            fault(key, schedule, "is for microphones and streams; a recording or standard input is heard when it comes");
        }
    }
}
