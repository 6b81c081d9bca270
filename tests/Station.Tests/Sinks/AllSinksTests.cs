using System.Diagnostics;
using System.Globalization;
using AvianVox.Station.Exec;
using AvianVox.Station.Journal;
using AvianVox.Station.Sinks;
using AvianVox.Station.Tests.Exec;
using AvianVox.Station.Tests.Influx;
using AvianVox.Station.Tests.Mqtt;
using AvianVox.Station.Tests.Webhook;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Station.Tests.Sinks;

/// <summary>All sinks over one journal under load. AVIANVOX_LOAD_SECONDS=60 is the full run; one second is what every run of the tests has time for.</summary>
public sealed class AllSinksTests
{
    private const int PerSecond = 1_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_events_a_second_reach_all_sinks_in_order_and_none_is_lost()
    {
        var seconds = int.Parse(Environment.GetEnvironmentVariable("AVIANVOX_LOAD_SECONDS") ?? "1", CultureInfo.InvariantCulture);
        Receiver[] receivers = [await MqttReceiver.StartAsync(isPersistent: false), InfluxSinkContractTests.Receiver(), WebhookSinkContractTests.Receiver(), new ExecReceiver()];
        using var folder = new TempFolder();
        await using (var journal = SqliteJournal.Open(folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance))
        {
            var log = new ListLogger();
            var runners = receivers.Select(receiver => new SinkRunner(receiver.Sink(), new EntryFilter(new ExecOptions()), journal, new Backoff(TimeProvider.System, new Random(1)), TimeProvider.System, log)).ToList();
            using var service = new SinkService(runners, new LogKeeper(journal, new PruneRule([.. runners.Select(runner => runner.Sink.Name)], 100, 10_000_000), null, TimeProvider.System, log));
            await service.StartAsync(Cancel);

            var ids = new List<string>();
            var clock = Stopwatch.StartNew();
            using var tenth = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            while (ids.Count < seconds * PerSecond)
            {
                for (var i = 0; i < PerSecond / 10; i++)
                {
                    var detection = Samples.Detection(ids.Count);
                    journal.Append(JournalKind.Event, detection);
                    ids.Add(detection.Id.ToString());
                }

                await tenth.WaitForNextTickAsync(Cancel);
            }

            await journal.FlushAsync(Cancel);
            var heard = clock.Elapsed;
            var bound = TimeSpan.FromSeconds(60 + (seconds * 20));
            var taken = new TimeSpan[runners.Count];
            await Eventually.TrueAsync(
                () =>
                {
                    for (var i = 0; i < runners.Count; i++)
                    {
                        taken[i] = taken[i] == TimeSpan.Zero && runners[i].Health().Waiting == 0 ? clock.Elapsed : taken[i];
                    }

                    return taken.All(time => time > TimeSpan.Zero);
                },
                bound,
                () => string.Join('\n', runners.Select(runner => runner.Health())) + log);
            for (var i = 0; i < runners.Count; i++)
            {
                await Eventually.TrueAsync(() => receivers[i].Received.Count >= ids.Count, bound, () => $"{runners[i].Sink.Title}: {receivers[i].Received.Count} of {ids.Count}");
                Assert.Equal(ids, receivers[i].Received);
                Assert.Equal((0L, 0L), (runners[i].Health().SetAside, runners[i].Health().Dropped));
            }

            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{ids.Count} events in {heard.TotalSeconds:0.0} s; all taken after {string.Join(", ", runners.Select((runner, i) => $"{runner.Sink.Title} {taken[i].TotalSeconds:0.0} s"))}; journal {new FileInfo(folder.File("journal.db")).Length / 1e6:0.0} MB"));
            await service.StopAsync(CancellationToken.None);
            foreach (var runner in runners)
            {
                await runner.Sink.DisposeAsync();
            }
        }

        foreach (var receiver in receivers)
        {
            await receiver.DisposeAsync();
        }
    }
}
