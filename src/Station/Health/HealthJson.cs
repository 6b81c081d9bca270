using System.Text.Json;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Status;
using AvianVox.Station.Journal;
using AvianVox.Station.Messages;

namespace AvianVox.Station.Health;

/// <summary>The health message; docs/mqtt.md is its description.</summary>
internal static class HealthJson
{
    /// <summary>Writes the message.</summary>
    /// <param name="station">The station's id.</param>
    /// <param name="health">How it fares.</param>
    /// <param name="lastSequence">Last entry of the journal.</param>
    public static string Write(string station, StationHealth health, long lastSequence) =>
        MessageJson.Write(Of(station, health, lastSequence));

    /// <summary>The message.</summary>
    /// <param name="station">The station's id.</param>
    /// <param name="health">How it fares.</param>
    /// <param name="lastSequence">Last entry of the journal.</param>
    public static HealthMessage Of(string station, StationHealth health, long lastSequence) => new()
    {
        Station = station,
        Time = health.Time,
        Version = health.Version,
        Model = health.Model,
        Clock = ClockWord.Of(health.IsClockSynchronised),
        UptimeSeconds = Math.Round(health.UptimeSeconds, 1),
        ProcessorSeconds = Math.Round(health.ProcessorSeconds, 2),
        ResidentBytes = health.ResidentBytes,
        Sources = [.. health.Sources.Select(Of)],
        Clips = health.Clips is { } clips ? Of(clips) : null,
        Disk = health.Wear is { } wear
            ? new DiskWearMessage(wear.WrittenBytes, wear.BytesPerDay is { } daily ? Math.Round(daily) : null)
            : null,
        Cameras = health.Cameras.Count > 0 ? [.. health.Cameras.Select(Of)] : null,
        Journal = new JournalHealthMessage(
            lastSequence, health.Sinks.FirstOrDefault(sink => sink.Name == JournalHealthMessage.MqttSink)?.Cursor)
        {
            State = Word(health.Journal),
            Fault = health.Journal.Fault,
            Lost = health.Journal.Lost,
        },
        Sinks = [.. health.Sinks.Select(Of)],
    };

    private static SinkHealthMessage Of(SinkHealth sink) =>
        new(sink.Name, sink.Cursor, sink.Waiting, sink.SetAside, sink.Dropped, sink.Fault);

    private static CameraHealthMessage Of(CameraHealth camera) => new(
        camera.Name,
        camera.Triggered,
        camera.Failed,
        camera.PassedOver,
        camera.StartMilliseconds is { } milliseconds ? Math.Round(milliseconds, 1) : null,
        camera.Fault);

    private static SourceHealthMessage Of(SourceHealth source) => new()
    {
        Name = source.Name,
        State = JsonNamingPolicy.SnakeCaseLower.ConvertName(source.State.ToString()),
        Description = source.Description,
        SampleRate = source.SampleRate,
        Captured = source.Samples.Captured,
        Classified = source.Samples.Classified,
        Dropped = source.Samples.Dropped,
        Pending = source.Samples.Pending,
        Missing = source.MissingSamples,
        CapturedSeconds = Seconds(source.Samples.Captured, source),
        ClassifiedSeconds = Seconds(source.Samples.Classified, source),
        DroppedSeconds = Seconds(source.Samples.Dropped, source),
        PendingSeconds = Seconds(source.Samples.Pending, source),
        MissingSeconds = Seconds(source.MissingSamples, source),
        LastSample = source.LastSample,
        Losses = source.Losses,
        Overruns = source.Overruns,
        Model = source.Model,
        Fault = source.Fault,
        Rejected = new OrderedDictionary<string, long>(
            source.Rejected.Select(count => KeyValuePair.Create(RejectionLog.NameOf(count.Rule), count.Rejected))),
        VoiceWindows = source.VoiceWindows,
    };

    private static ClipHealthMessage Of(ClipHealth clips) => new()
    {
        State = clips.IsStopped ? "stopped" : "writing",
        Fault = clips.Fault,
        Written = clips.Written,
        WrittenBytes = clips.WrittenBytes,
        Lost = clips.Lost,
        Blanked = clips.Blanked,
        Deleted = clips.Deleted,
        Kept = clips.Kept,
        KeptBytes = clips.KeptBytes,
        FreeBytes = clips.FreeBytes,
    };

    /// <returns>Null where nothing is wrong.</returns>
    private static string? Word(JournalProgress journal) =>
        journal.Kind is { } kind ? JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString())
        : journal.Damage is not null ? "replaced"
        : null;

    private static double? Seconds(long samples, SourceHealth source) =>
        source.SampleRate > 0 ? Math.Round((double)samples / source.SampleRate, 3) : null;
}
