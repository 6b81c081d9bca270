using AvianVox.Training.Fetching;
using AvianVox.Training.Files;

namespace AvianVox.Training.Tests.Fetching;

/// <summary>Fetching from a service that behaves.</summary>
public sealed class FetchRunTests : IDisposable
{
    private readonly FetchBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Pages_are_followed_and_every_recording_gets_its_attribution()
    {
        using var bench = new FetchBench { Catalogue = new Catalogue { PageSize = 2 } };
        for (var id = 1; id <= 5; id++)
        {
            bench.Catalogue.Add(id);
        }

        var summary = await bench.RunAsync();
        var searches = bench.Catalogue.Server.Requests.Where(r => r.Path == "/api/3/recordings").ToList();
        Assert.Equal(["1", "2", "3"], searches.Select(s => s.Query["page"]));
        Assert.All(
            searches, s => Assert.Equal(("gen:turdus", Catalogue.Key, "500"), (s.Query["query"], s.Query["key"], s.Query["per_page"])));
        Assert.True(summary.IsComplete);
        Assert.Equal(5, bench.Entries.Count);
        var first = bench.Entries[0];
        Assert.Equal(
            (
                "XC1",
                "Common Blackbird",
                "Turdus merula",
                "Ann Example",
                "Spain",
                "Sisalde, Ames, A Coruña",
                "2021-04-00",
                "10:00",
                "song",
                "A",
                "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
            (first.Id, first.Species, first.Scientific, first.Recordist, first.Country, first.Place, first.Date, first.Time, first.Type, first.Quality, first.Licence));
        Assert.Equal((42.8373, -8.652, 2.0, 8_000), (first.Latitude, first.Longitude, first.Audio.Seconds, first.Audio.SampleRate));
        Assert.Equal(new Uri(bench.Catalogue.Server.Address, "/1/download").ToString(), first.Source);
        Assert.Equal("turdus-merula/XC1.wav", first.File);
        Assert.Equal(
            bench.Catalogue.Sound(1),
            await File.ReadAllBytesAsync(Path.Combine(bench.Out, first.File), TestContext.Current.CancellationToken));
        Assert.Equal((5, 5), (bench.Monitor.Files, bench.Monitor.Finished));
        Assert.Equal(bench.Entries.Sum(e => new FileInfo(Path.Combine(bench.Out, e.File)).Length), bench.Monitor.Bytes);
    }

    [Fact]
    public async Task Requests_keep_to_the_rate()
    {
        _bench.Catalogue.Add(1);
        _bench.Catalogue.Add(2);
        await _bench.RunAsync(_bench.Request with { Policy = new TransferPolicy { Interval = TimeSpan.FromSeconds(3) } });
        Assert.Equal([3, 3], _bench.Monitor.Paces);
        Assert.Empty(_bench.Monitor.Pauses);
    }

    [Fact]
    public async Task A_second_run_fetches_only_what_is_new()
    {
        _bench.Catalogue.Add(1);
        await _bench.RunAsync();
        _bench.Catalogue.Add(2);
        var summary = await _bench.RunAsync();
        Assert.Equal(["/1/download", "/2/download"], _bench.Catalogue.SoundsAsked);
        Assert.Equal((1, 1), (summary.Species[0].Already, summary.Species[0].Fetched));
        Assert.Equal(["XC1", "XC2"], _bench.Entries.Select(e => e.Id));
    }

    [Fact]
    public async Task A_file_that_was_deleted_is_fetched_again_and_listed_once()
    {
        _bench.Catalogue.Add(1);
        _bench.Catalogue.Add(2);
        await _bench.RunAsync();
        File.Delete(Path.Combine(_bench.Out, "turdus-merula/XC1.wav"));
        await _bench.RunAsync();
        Assert.Equal(["XC1", "XC2"], _bench.Entries.Select(e => e.Id).Order(StringComparer.Ordinal));
        Assert.Equal(3, _bench.Catalogue.SoundsAsked.Count);
    }

    [Fact]
    public async Task A_file_left_just_before_its_line_was_written_is_taken_up_without_a_request()
    {
        _bench.Catalogue.Add(1);
        Directory.CreateDirectory(Path.Combine(_bench.Out, "turdus-merula"));
        await File.WriteAllBytesAsync(
            Path.Combine(_bench.Out, "turdus-merula/XC1.wav"), _bench.Catalogue.Sound(1), TestContext.Current.CancellationToken);
        await _bench.RunAsync();
        Assert.Empty(_bench.Catalogue.SoundsAsked);
        Assert.Single(_bench.Entries);
    }

    [Fact]
    public async Task The_same_sound_under_another_number_is_left_out_and_not_fetched_twice()
    {
        _bench.Catalogue.Add(1, tone: 700);
        _bench.Catalogue.Add(2, tone: 700);
        _bench.Catalogue.Add(3, english: "Song Thrush", epithet: "philomelos", tone: 700);
        var summary = await _bench.RunAsync();
        Assert.Equal(["XC1"], _bench.Entries.Select(e => e.Id));
        Assert.Contains("XC2: the same sound as turdus-merula/XC1.wav", summary.Duplicates);
        Assert.Contains(
            summary.Duplicates, d => d.Contains("said to be Song Thrush, the other Common Blackbird", StringComparison.Ordinal));
        Assert.Equal(["duplicates.csv", "recordings.csv", "turdus-merula/XC1.wav"], _bench.Names);
        await _bench.RunAsync();
        Assert.Equal(3, _bench.Catalogue.SoundsAsked.Count);
    }

    [Fact]
    public async Task Caps_hold_and_a_total_length_outweighs_the_cap_of_recordings()
    {
        for (var id = 1; id <= 6; id++)
        {
            _bench.Catalogue.Add(id, recordist: id <= 3 ? "Ann Example" : $"Person {id}", quality: id == 6 ? "A" : "B");
        }

        await _bench.RunAsync(_bench.Request with { Caps = new FetchCaps(2, 1, null) });
        Assert.Equal(["XC6", "XC1"], _bench.Entries.Select(e => e.Id));
        var summary = await _bench.RunAsync(_bench.Request with { Caps = new FetchCaps(2, 1, 6) });
        Assert.Equal(["XC6", "XC1", "XC4"], _bench.Entries.Select(e => e.Id));
        Assert.False(summary.Species[0].IsShort);
        summary = await _bench.RunAsync(_bench.Request with { Caps = new FetchCaps(null, 1, 60) });
        Assert.Equal(["XC6", "XC1", "XC4", "XC5"], _bench.Entries.Select(e => e.Id));
        Assert.True(summary.Species[0].IsShort);
    }

    [Fact]
    public async Task A_dry_run_tells_and_writes_nothing()
    {
        _bench.Catalogue.Add(1);
        _bench.Catalogue.Add(2);
        var summary = await _bench.RunAsync(_bench.Request with { DryRun = true, Caps = new FetchCaps(1, null, null) });
        Assert.Equal((1, 2.0), (summary.Species[0].Fetched, summary.Species[0].ForeseenSeconds));
        Assert.Empty(_bench.Catalogue.SoundsAsked);
        Assert.Empty(_bench.Names);
    }

    [Fact]
    public async Task A_run_that_is_stopped_goes_on_where_it_was()
    {
        _bench.Catalogue.Add(1);
        _bench.Catalogue.Add(2);
        _bench.Catalogue.Add(3);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.RunAsync(
            onBegin: recording =>
            {
                if (recording.Id == "XC2")
                {
                    stop.Cancel();
                }
            },
            stop: stop.Token));
        Assert.Equal(["XC1"], _bench.Entries.Select(e => e.Id));
        await _bench.RunAsync();
        Assert.Equal(["XC1", "XC2", "XC3"], _bench.Entries.Select(e => e.Id));
        Assert.Equal(3, _bench.Catalogue.SoundsAsked.Count);
        Assert.DoesNotContain(
            _bench.Names, n => n.EndsWith(SafeFile.Unfinished, StringComparison.Ordinal) || n.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_studys_index_stands_in_for_a_search_and_needs_no_key()
    {
        _bench.Catalogue.Add(17);
        var index = Path.Combine(Path.GetDirectoryName(_bench.Out)!, "index.csv");
        await File.WriteAllTextAsync(
            index,
            ",country,duration_seconds,english_cname,file_id,file_name,file_url,genus,latitude,license,location,longitude,recordist,species,type,remarks\n" +
            "0,United States,2,Abert's " +
            $"Towhee,17,XC17.wav,{_bench.Catalogue.Server.Address}17/download,Melozone,33.3,http://creativecommons.org/licenses/by-nc-nd/2.5/,\"Cibola, " +
            "Arizona\",-114.7,Nathan Example,aberti,call,\"XC17 © N // 600m // 11:00h, 2008-01-09 // call\"\n" +
            "1,United States,2,Abert's Towhee,18,XC18.wav,ftp://nowhere/18,Melozone,,,,,,aberti,call,\n",
            TestContext.Current.CancellationToken);
        await _bench.RunAsync(_bench.Request with { Query = "", Key = null, Index = index });
        var entry = Assert.Single(_bench.Entries);
        Assert.Equal(
            ("XC17", "Melozone aberti", "2008-01-09", "11:00", "Cibola, Arizona", 33.3),
            (entry.Id, entry.Scientific, entry.Date, entry.Time, entry.Place, entry.Latitude));
        Assert.Contains(_bench.Monitor.Lines, l => l.Contains("line 3", StringComparison.Ordinal));
        Assert.DoesNotContain(_bench.Catalogue.Server.Requests, r => r.Path == "/api/3/recordings");
    }

    [Fact]
    public async Task Nothing_that_is_wanted_is_told_with_the_filter_that_refused_it()
    {
        _bench.Catalogue.Add(1);
        var fault = await Assert.ThrowsAsync<WorkshopException>(
            () => _bench.RunAsync(_bench.Request with { Filter = new FetchFilter { Countries = ["Peru"] } }));
        Assert.Contains("1 refused by country", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Names);
    }

    [Fact]
    public async Task A_species_without_recordings_is_told_and_the_others_are_fetched()
    {
        _bench.Catalogue.Add(1);
        await _bench.RunAsync(
            _bench.Request with { Query = "", Filter = new FetchFilter { Species = ["turdus merula", "Turdus nowhere"] } });
        Assert.Single(_bench.Entries);
        Assert.Contains(_bench.Monitor.Lines, l => l.Contains("'Turdus nowhere'", StringComparison.Ordinal));
        Assert.Equal(2, _bench.Catalogue.Server.Requests.Count(r => r.Path == "/api/3/recordings"));
    }
}
