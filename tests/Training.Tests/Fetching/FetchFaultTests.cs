using AvianVox.TestSupport;
using AvianVox.Training.Fetching;
using AvianVox.Training.Files;
using AvianVox.Training.Manifests;

namespace AvianVox.Training.Tests.Fetching;

/// <summary>Fetching from a service, over a line and onto a disk that do not behave.</summary>
public sealed class FetchFaultTests : IDisposable
{
    private readonly FetchBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_bad_key_is_told_without_the_key_and_nothing_is_written()
    {
        _bench.Catalogue.Add(1);
        var fault = await Assert.ThrowsAsync<KeyRefusedException>(() => _bench.RunAsync(_bench.Request with { Key = "wrong-key" }));
        Assert.Contains("Missing or invalid 'key' parameter", fault.Message, StringComparison.Ordinal);
        Assert.Contains("XENO_CANTO_KEY", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-key", fault.ToString(), StringComparison.Ordinal);
        Assert.Empty(_bench.Names);
        Assert.Single(_bench.Catalogue.Server.Requests);
    }

    [Fact]
    public async Task No_key_is_told_before_anything_is_asked()
    {
        var fault = await Assert.ThrowsAsync<KeyRefusedException>(() => _bench.RunAsync(_bench.Request with { Key = " " }));
        Assert.Contains("--key", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Catalogue.Server.Requests);
    }

    [Fact]
    public async Task A_busy_server_is_given_the_time_it_asks_for()
    {
        _bench.Catalogue.Add(1);
        _bench.Catalogue.Instead = (path, times) => times == 1
            ? ServerAnswer.Html(429) with
            {
                RetryAfter = path.EndsWith("download", StringComparison.Ordinal)
                    ? _bench.Time.GetUtcNow().AddSeconds(90).ToString("R")
                    : "7",
            }
            : null;
        Assert.True((await _bench.RunAsync()).IsComplete);
        Assert.Equal([7, 90], _bench.Monitor.Pauses);
        Assert.Single(_bench.Entries);
    }

    [Fact]
    public async Task A_server_that_asks_for_hours_is_not_asked_again()
    {
        _bench.Catalogue.Add(1);
        _bench.Catalogue.Instead = (_, _) => ServerAnswer.Html(429) with { RetryAfter = "7200" };
        var fault = await Assert.ThrowsAsync<IOException>(() => _bench.RunAsync());
        Assert.Contains("120 minutes", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Catalogue.Key, fault.ToString(), StringComparison.Ordinal);
        Assert.Single(_bench.Catalogue.Server.Requests);
    }

    [Fact]
    public async Task A_broken_server_is_asked_again_with_growing_pauses()
    {
        _bench.Catalogue.Add(1);
        _bench.Catalogue.Instead = (_, times) => times <= 3 ? ServerAnswer.Html(500) : null;
        Assert.True((await _bench.RunAsync()).IsComplete);
        Assert.Equal([2, 4, 8, 2, 4, 8], _bench.Monitor.Pauses);
        Assert.DoesNotContain(_bench.Monitor.Lines, l => l.Contains(Catalogue.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_file_that_cannot_be_had_is_replaced_and_the_rest_goes_on()
    {
        _bench.Catalogue.Add(1);
        _bench.Catalogue.Add(2);
        _bench.Catalogue.Add(3);
        _bench.Catalogue.Instead = (path, _) => path == "/1/download" ? ServerAnswer.Html(500) : null;
        var summary = await _bench.RunAsync(_bench.Request with { Caps = new FetchCaps(2, null, null) });
        Assert.Equal(["XC2", "XC3"], _bench.Entries.Select(e => e.Id));
        Assert.Contains("XC1 (Common Blackbird): the server answers 500", Assert.Single(summary.Faults), StringComparison.Ordinal);
        Assert.Equal([2, 4, 8, 16, 32], _bench.Monitor.Pauses);
    }

    [Fact]
    public async Task A_server_that_is_away_ends_the_run_before_every_file_has_waited_in_vain()
    {
        for (var id = 1; id <= 9; id++)
        {
            _bench.Catalogue.Add(id);
        }

        _bench.Catalogue.Instead = (path, _) => path.EndsWith("download", StringComparison.Ordinal) && path != "/1/download"
            ? ServerAnswer.Html(503)
            : null;
        var fault = await Assert.ThrowsAsync<IOException>(
            () => _bench.RunAsync(_bench.Request with { Policy = new TransferPolicy { Retries = 0 } }));
        Assert.Contains("run the same command again", fault.Message, StringComparison.Ordinal);
        Assert.Equal(6, _bench.Catalogue.SoundsAsked.Count);
        Assert.Single(_bench.Entries);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_cut_off_is_gone_on_from_or_begun_anew(bool servesRanges)
    {
        _bench.Catalogue.Add(1);
        _bench.Catalogue.Instead = (path, times) => !path.EndsWith("download", StringComparison.Ordinal) ? null
            : ServerAnswer.Sound(_bench.Catalogue.Sound(1)) with { ServesRanges = servesRanges, CutAt = times == 1 ? 5_000 : null };
        Assert.True((await _bench.RunAsync()).IsComplete);
        Assert.Equal([null, 5_000L], _bench.Catalogue.Server.Requests.Where(r => r.Path == "/1/download").Select(r => r.RangeFrom));
        Assert.Equal(
            _bench.Catalogue.Sound(1),
            await File.ReadAllBytesAsync(Path.Combine(_bench.Out, _bench.Entries[0].File), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_download_cut_off_for_good_is_gone_on_from_in_the_next_run()
    {
        _bench.Catalogue.Add(1);
        _bench.Catalogue.Instead = (path, times) => path.EndsWith("download", StringComparison.Ordinal) && times == 1
            ? ServerAnswer.Sound(_bench.Catalogue.Sound(1)) with { CutAt = 5_000 }
            : null;
        var summary = await _bench.RunAsync(_bench.Request with { Policy = new TransferPolicy { Retries = 0 } });
        Assert.Single(summary.Faults);
        Assert.Empty(_bench.Entries);
        Assert.Contains("turdus-merula/XC1.wav.part", _bench.Names);
        Assert.DoesNotContain("turdus-merula/XC1.wav", _bench.Names);
        Assert.True((await _bench.RunAsync()).IsComplete);
        Assert.Equal(5_000, _bench.Catalogue.Server.Requests[^1].RangeFrom);
        Assert.Equal(["duplicates.csv", "recordings.csv", "turdus-merula/XC1.wav"], _bench.Names);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_unfinished_file_of_other_content_does_no_harm(bool isWhole)
    {
        _bench.Catalogue.Add(1);
        var part = Path.Combine(_bench.Out, "turdus-merula", "XC1.wav.part");
        Directory.CreateDirectory(Path.GetDirectoryName(part)!);
        await File.WriteAllBytesAsync(
            part,
            isWhole ? _bench.Catalogue.Sound(1) : new byte[_bench.Catalogue.Sound(1).Length + 9],
            TestContext.Current.CancellationToken);
        Assert.True((await _bench.RunAsync()).IsComplete);
        Assert.Equal(isWhole ? 1 : 2, _bench.Catalogue.SoundsAsked.Count);
        Assert.Equal(
            _bench.Catalogue.Sound(1),
            await File.ReadAllBytesAsync(Path.Combine(_bench.Out, _bench.Entries[0].File), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("text/html", 1)]
    [InlineData("audio/mpeg", 1)]
    public async Task A_page_in_place_of_a_sound_is_no_recording(string type, int requests)
    {
        _bench.Catalogue.Add(1);
        _bench.Catalogue.Add(2);
        _bench.Catalogue.Instead = (path, _) => path == "/1/download" ? ServerAnswer.Html(200) with { Type = type } : null;
        var summary = await _bench.RunAsync();
        Assert.Equal(["XC2"], _bench.Entries.Select(e => e.Id));
        Assert.Contains("XC1 (Common Blackbird)", Assert.Single(summary.Faults), StringComparison.Ordinal);
        Assert.Equal(requests, _bench.Catalogue.SoundsAsked.Count(p => p == "/1/download"));
        Assert.Equal(["duplicates.csv", "recordings.csv", "turdus-merula/XC2.wav"], _bench.Names);
    }

    [Fact]
    public async Task A_body_without_a_length_that_is_shorter_than_stated_is_asked_for_once_more_and_refused()
    {
        _bench.Catalogue.Add(1, seconds: 10);
        _bench.Catalogue.Instead = (path, _) => path == "/1/download"
            ? ServerAnswer.Sound(_bench.Catalogue.Sound(1)) with { AnnouncesLength = false, CutAt = 40_044 }
            : null;
        var summary = await _bench.RunAsync();
        Assert.Empty(_bench.Entries);
        Assert.Single(summary.Faults);
        Assert.Equal(2, _bench.Catalogue.SoundsAsked.Count);
        Assert.Equal(["duplicates.csv", "recordings.csv"], _bench.Names);
    }

    [Fact]
    public async Task A_whole_file_shorter_than_the_catalogue_states_is_refused()
    {
        _bench.Catalogue.Add(1, seconds: 2, length: "1:20");
        Assert.Contains("80 s are stated", Assert.Single((await _bench.RunAsync()).Faults), StringComparison.Ordinal);
        Assert.Empty(_bench.Entries);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_falls_silent_is_asked_again(bool fromTheStart)
    {
        _bench.Catalogue.Add(1);
        var silent = false;
        _bench.Catalogue.Instead = (path, times) => path != "/1/download" || times > 1 ? null
            : ServerAnswer.Sound(_bench.Catalogue.Sound(1)) with
            {
                IsSilent = fromTheStart,
                FallsSilent = true,
                CutAt = 5_000,
                OnSilence = () => Volatile.Write(ref silent, true),
            };
        var run = _bench.RunAsync();
        await Eventually.TrueAsync(
            () =>
            {
                if (Volatile.Read(ref silent) && _bench.Monitor.FaultsSeen == 0)
                {
                    _bench.Time.Advance(TimeSpan.FromSeconds(31));
                }

                return run.IsCompleted;
            },
            TimeSpan.FromSeconds(60),
            () => $"{_bench.Monitor.FaultsSeen} faults were seen");
        await run;
        Assert.Contains(_bench.Monitor.Lines, l => l.Contains("said nothing for 30 s", StringComparison.Ordinal));
        Assert.Equal(
            _bench.Catalogue.Sound(1),
            await File.ReadAllBytesAsync(Path.Combine(_bench.Out, _bench.Entries[0].File), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_answer_that_is_no_json_is_asked_for_again_and_then_told()
    {
        _bench.Catalogue.Instead = (_, _) => ServerAnswer.Html(200);
        var fault = await Assert.ThrowsAsync<IOException>(
            () => _bench.RunAsync(_bench.Request with { Policy = new TransferPolicy { Retries = 1 } }));
        Assert.Contains(
            "The search for 'gen:turdus', page 1: the answer is not what the service should say", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, _bench.Catalogue.Server.Requests.Count);
    }

    [Fact]
    public async Task A_query_that_is_refused_is_told_with_the_services_words()
    {
        _bench.Catalogue.Instead = (_, _) => ServerAnswer.Json(400, """{"error":"client_error","message":"Unknown tag 'gn'"}""");
        var fault = await Assert.ThrowsAsync<WorkshopException>(() => _bench.RunAsync());
        Assert.Contains("Unknown tag 'gn'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_for_members_only_gets_the_key()
    {
        _bench.Catalogue.Add(1);
        _bench.Catalogue.Instead = (path, times) => path == "/1/download" && times == 1 ? ServerAnswer.Html(403) : null;
        Assert.True((await _bench.RunAsync()).IsComplete);
        Assert.Equal(Catalogue.Key, _bench.Catalogue.Server.Requests[^1].Query["key"]);
        Assert.DoesNotContain(
            Catalogue.Key,
            await File.ReadAllTextAsync(Path.Combine(_bench.Out, Manifest.FileName), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_ends_the_run_and_nothing_half_written_is_taken_for_whole()
    {
        _bench.Catalogue.Add(1);
        _bench.Catalogue.Add(2);
        var fault = await Assert.ThrowsAsync<StorageException>(
            () => _bench.RunAsync(open: (path, mode) => new QuotaStream(Downloader.OpenFile(path, mode), path.Contains("XC2", StringComparison.Ordinal) ? 3_000 : 1_000_000)));
        Assert.Contains("No space left on device", fault.Message, StringComparison.Ordinal);
        Assert.Contains("make room", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["XC1"], _bench.Entries.Select(e => e.Id));
        Assert.Equal(["duplicates.csv", "recordings.csv", "turdus-merula/XC1.wav", "turdus-merula/XC2.wav.part"], _bench.Names);
        Assert.True((await _bench.RunAsync()).IsComplete);
        Assert.Equal(3_000, _bench.Catalogue.Server.Requests[^1].RangeFrom);
        Assert.Equal(
            _bench.Catalogue.Sound(2),
            await File.ReadAllBytesAsync(Path.Combine(_bench.Out, "turdus-merula/XC2.wav"), TestContext.Current.CancellationToken));
    }
}
