using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AvianVox.Station.Camera;
using AvianVox.Station.Events;
using AvianVox.Station.Health;
using AvianVox.Station.Identity;
using AvianVox.Station.Mqtt;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Tests.Camera;

/// <summary>Cameras from their options on, with real programs.</summary>
public sealed class CameraServiceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private readonly ListLogger _log = new();

    private readonly RecordingSink _events = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_pictures_path_joins_the_event()
    {
        await using var cameras = Create(Camera("nest", "sh", "-c", "printf picture > \"$1\"", "sh", "{path}"));
        var assembler = new DetectionAssembler(_events, [cameras], TimeProvider.System, _log);
        var detection = Samples.Detection();
        cameras.Confirmed(detection);
        assembler.Ended(detection);
        await assembler.FlushAsync(TimeSpan.FromSeconds(30));
        var picture = Assert.Single(_events.EndedRecords).Picture;
        Assert.Equal($"2024/05/04/043001-nest-common-cuckoo-{detection.Id.ToString("N")[^6..]}.jpg", picture);
        Assert.Equal("picture", await File.ReadAllTextAsync(Path.Combine(_folder.Path, CameraFactory.Folder, picture!), TestContext.Current.CancellationToken));
        Assert.Equal((1L, 0L, 0L), Counts(cameras));
    }

    [Fact]
    public async Task A_program_that_leaves_no_picture_or_fails_costs_the_event_nothing()
    {
        await using var cameras = Create(Camera("nest", "true"), Camera("pond", "sh", "-c", "exit 7"));
        var assembler = new DetectionAssembler(_events, [cameras], TimeProvider.System, _log);
        var detection = Samples.Detection();
        cameras.Confirmed(detection);
        assembler.Ended(detection);
        await assembler.FlushAsync(TimeSpan.FromSeconds(30));
        Assert.Null(Assert.Single(_events.EndedRecords).Picture);
        await Eventually.TrueAsync(() => cameras.Health[1].Failed == 1, TimeSpan.FromSeconds(20), () => _log.ToString());
        Assert.Equal("command sh ended with 7", cameras.Health[1].Fault);
    }

    [Fact]
    public async Task A_program_that_hangs_is_killed_in_time_and_holds_no_event()
    {
        var options = Camera("nest", "sleep", "600");
        options.TimeoutSeconds = 0.5;
        await using var cameras = Create(options);
        var assembler = new DetectionAssembler(_events, [cameras], TimeProvider.System, _log);
        var detection = Samples.Detection();
        cameras.Confirmed(detection);
        assembler.Ended(detection);
        await assembler.FlushAsync(TimeSpan.FromSeconds(30));
        Assert.Single(_events.EndedRecords);
        Assert.True(_log.Has(LogLevel.Warning, "command sleep did not end within 0.5 s"), _log.ToString());
        Assert.Equal(1, cameras.Health[0].Failed);
    }

    [Fact]
    public async Task Only_so_many_are_under_way_and_the_rest_is_counted()
    {
        var options = Camera("nest", "sleep", "600");
        (options.CoolDownSeconds, options.AtOnce) = (0, 2);
        var cameras = Create(options);
        for (var number = 0; number < 5; number++)
        {
            cameras.Confirmed(Samples.Detection(number));
        }

        Assert.Equal((2L, 0L, 3L), Counts(cameras));
        Assert.Equal("the actions of nest are still under way", cameras.Take(null));
        await cameras.DisposeAsync();
        await cameras.DisposeAsync();
        await Eventually.TrueAsync(() => _log.Count(LogLevel.Warning, "because the station stops") == 2, TimeSpan.FromSeconds(20), () => _log.ToString());
    }

    [Fact]
    public async Task A_person_takes_a_picture_whatever_the_trigger_says()
    {
        var options = Camera("nest", "sh", "-c", "printf picture > \"$1\"", "sh", "{path}");
        (options.Confidence, options.CoolDownSeconds) = (1, 3_600);
        await using var cameras = Create(options);
        cameras.Confirmed(Samples.Detection());
        Assert.Equal((0L, 0L, 0L), Counts(cameras));
        Assert.Null(cameras.Take("nest"));
        var pictures = Path.Combine(_folder.Path, CameraFactory.Folder);
        await Eventually.TrueAsync(() => Directory.Exists(pictures) && Directory.GetFiles(pictures, "*-nest-manual-*.jpg", SearchOption.AllDirectories).Length == 1, TimeSpan.FromSeconds(20), () => _log.ToString());
        Assert.Equal("no camera is called 'hide'; there is nest", cameras.Take("hide"));
        Assert.Contains("no camera", Create().Take(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pin_is_pulsed_before_the_program_begins()
    {
        var gpio = new FakeGpio();
        var options = Camera("nest", "sh", "-c", "printf picture > \"$1\"", "sh", "{path}");
        (options.GpioPin, options.GpioMilliseconds) = (17, 1);
        await using var cameras = Create(gpio, options);
        var detection = Samples.Detection();
        cameras.Confirmed(detection);
        await cameras.Attach(detection)!;
        Assert.Equal([(17, false), (17, true), (17, false)], gpio.Levels);
    }

    [Fact]
    public async Task Health_tells_how_each_camera_fares()
    {
        await using var cameras = Create(Camera("nest", "false"));
        var health = new HealthReporter("starter 0.1.0", TimeProvider.System) { Cameras = () => cameras.Health };
        Assert.EndsWith("""
            "cameras":[{"name":"nest","triggered":0,"failed":0,"passed_over":0,"start_ms":null,"fault":null}]
            """, Cameras(), StringComparison.Ordinal);
        var detection = Samples.Detection() with { End = TimeProvider.System.GetUtcNow() };
        cameras.Confirmed(detection);
        await Eventually.TrueAsync(() => cameras.Health[0].Fault is not null, TimeSpan.FromSeconds(20), () => _log.ToString());
        Assert.Matches("""
            "triggered":1,"failed":1,"passed_over":0,"start_ms":[0-9.]+,"fault":"command false ended with 1"}]$
            """, Cameras());

        string Cameras()
        {
            using var json = JsonDocument.Parse(HealthJson.Write("reed-bed", health.Snapshot(), 0));
            return $"\"cameras\":{json.RootElement.GetProperty("cameras").GetRawText()}";
        }
    }

    /// <summary>How long it takes until the program itself runs; told, not asserted, because a busy machine may take any time.</summary>
    [Fact]
    public async Task The_program_begins_soon_after_the_confirmation()
    {
        var options = Camera("nest", "date", "+%s%N");
        options.Command = ["sh", "-c", "date +%s%N > \"$1\"", "sh", "{path}"];
        options.CoolDownSeconds = 0;
        await using var cameras = Create(options);
        var delays = new List<double>();
        for (var number = 0; number < 5; number++)
        {
            var detection = Samples.Detection(number);
            var confirmed = TimeProvider.System.GetUtcNow();
            var clock = Stopwatch.StartNew();
            cameras.Confirmed(detection);
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), "the thread that classifies is not held up");
            var picture = (await cameras.Attach(detection)!)(detection).Picture;
            var begun = long.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.Path, CameraFactory.Folder, picture!), TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
            delays.Add((begun / 1e6) - (confirmed - DateTimeOffset.UnixEpoch).TotalMilliseconds);
        }

        Assert.All(delays, delay => Assert.True(delay > -1, "the program runs after the confirmation"));
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"from confirmation to the program's own clock: {string.Join(", ", delays.Select(delay => delay.ToString("0.0", CultureInfo.InvariantCulture)))} ms"));
    }

    private static (long Triggered, long Failed, long PassedOver) Counts(CameraService cameras) =>
        cameras.Health is [var camera, ..] ? (camera.Triggered, camera.Failed, camera.PassedOver) : default;

    private static CameraOptions Camera(string name, params string[] command) => new() { Name = name, Command = command };

    private CameraService Create(params CameraOptions[] cameras) => Create(new FakeGpio(), cameras);

    private CameraService Create(IGpio gpio, params CameraOptions[] cameras)
    {
        var pictures = Path.Combine(_folder.Path, CameraFactory.Folder);
        return new CameraFactory(new IdentityOptions(), pictures, new MqttOptions(), gpio, TimeProvider.System, _log).Create(cameras, DetectorBench.Labels);
    }
}
