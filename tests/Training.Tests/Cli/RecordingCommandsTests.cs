using System.CommandLine;
using AvianVox.TestSupport;
using AvianVox.Training.Cli;
using AvianVox.Training.Data;
using AvianVox.Training.Manifests;
using AvianVox.Training.Tests.Fetching;

namespace AvianVox.Training.Tests.Cli;

/// <summary>fetch, import folders and import csv as a person runs them.</summary>
public sealed class RecordingCommandsTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Fetch_makes_a_data_set_that_training_reads()
    {
        using var catalogue = new Catalogue();
        catalogue.Add(1);
        catalogue.Add(2, english: "Song Thrush", epithet: "philomelos");
        var (code, output, error) = await RunAsync(
            "fetch",
            "--out",
            _temp.File("set"),
            "--query",
            "gen:turdus",
            "--key",
            Catalogue.Key,
            "--base-url",
            catalogue.Endpoint.ToString(),
            "--rate",
            "1000");
        Assert.Equal(("", ExitCodes.Ok), (error, code));
        Assert.Contains("2 fetched, 0 failed", output, StringComparison.Ordinal);
        var recordings = DataSetReader.Read(_temp.File("set"), Assert.Fail);
        Assert.Equal(["Turdus merula", "Turdus philomelos"], recordings.Select(r => r.Class.ScientificName).Order(StringComparer.Ordinal));
        Assert.All(recordings, r => Assert.Equal("Ann Example", r.Recordist));

        (code, output, _) = await RunAsync(
            "fetch",
            "--out",
            _temp.File("set"),
            "--query",
            "gen:turdus",
            "--key",
            Catalogue.Key,
            "--base-url",
            catalogue.Endpoint.ToString(),
            "--rate",
            "1000",
            "--dry-run");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("2 recordings there before, 0 to fetch", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_tells_faults_by_code_and_line()
    {
        using var catalogue = new Catalogue();
        catalogue.Add(1);
        catalogue.Add(2);
        string[] ask =
        [
            "fetch",
            "--out",
            _temp.File("set"),
            "--query",
            "gen:turdus",
            "--base-url",
            catalogue.Endpoint.ToString(),
            "--rate",
            "1000",
            "--key",
        ];
        var (code, _, error) = await RunAsync([.. ask, "nonsense"]);
        Assert.Equal(ExitCodes.NoPermission, code);
        Assert.Contains("does not take the key", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);

        catalogue.Instead = (path, _) => path == "/2/download" ? ServerAnswer.Html(404) : null;
        (code, var output, _) = await RunAsync([.. ask, Catalogue.Key]);
        Assert.Equal(ExitCodes.Incomplete, code);
        Assert.Contains("Could not be had:", output, StringComparison.Ordinal);
        Assert.Contains("XC2 (Common Blackbird): the server answers 404", output, StringComparison.Ordinal);

        Assert.Equal(ExitCodes.NoInput, (await RunAsync([.. ask, Catalogue.Key, "--country", "Peru"])).Code);
        Assert.Equal(ExitCodes.NoInput, (await RunAsync("fetch", "--out", _temp.File("o"), "--index", _temp.File("none.csv"))).Code);
        Assert.Equal(ExitCodes.NoInput, (await RunAsync("fetch", "--out", _temp.File("o"), "--query", "x", "--base-url", "ftp://x")).Code);
        Assert.Equal(ExitCodes.Usage, (await RunAsync("fetch", "--out", _temp.File("o"), "--query", "x", "--per-page", "5")).Code);
        Assert.Equal(ExitCodes.Usage, (await RunAsync("fetch", "--out", _temp.File("o"), "--quality", "F")).Code);
    }

    [Fact]
    public async Task Folders_become_a_data_set_and_what_is_wrong_is_told_while_the_rest_goes_on()
    {
        Tones.Write(_temp.File("in/Common Blackbird (Turdus merula)/a.wav"), frequency: 500);
        Tones.Write(_temp.File("in/Common Blackbird (Turdus merula)/deeper/again.wav"), frequency: 500);
        Tones.Write(_temp.File("in/Song Thrush/b.wav"), frequency: 600);
        Tones.Write(_temp.File("in/Song Thrush/same.wav"), frequency: 500);
        Tones.Write(_temp.File("in/loose.wav"));
        Directory.CreateDirectory(_temp.File("in/Eurasian Wren"));
        File.WriteAllText(_temp.File("in/Song Thrush/broken.mp3"), "no sound at all");
        File.WriteAllBytes(_temp.File("in/Song Thrush/empty.wav"), []);
        var (code, output, error) = await RunAsync(
            "import", "folders", _temp.File("in"), "--out", _temp.File("set"), "--recordist", "Ann Example", "--licence", "CC0");
        Assert.Equal(("", ExitCodes.Incomplete), (error, code));
        Assert.Contains("2 added, 0 renewed, 2 repeat a sound, 4 left out", output, StringComparison.Ordinal);
        Assert.Contains("Eurasian Wren: no sound lies in this species' folder", output, StringComparison.Ordinal);
        Assert.Contains("1 sounds lie beside", output, StringComparison.Ordinal);
        Assert.Contains("broken.mp3", output, StringComparison.Ordinal);
        Assert.Contains("empty.wav is empty", output, StringComparison.Ordinal);
        Assert.Contains("said to be Song Thrush, the other Common Blackbird", output, StringComparison.Ordinal);
        var entries = Manifest.Load(_temp.File("set/recordings.csv"));
        Assert.Equal(
            [("Common Blackbird", "Turdus merula"), ("Song Thrush", "Song Thrush")], entries.Select(e => (e.Species, e.Scientific)));
        Assert.Equal(_temp.File("in/Common Blackbird (Turdus merula)/a.wav"), entries[0].File);
        Assert.Equal(2, DataSetReader.Read(_temp.File("set"), Assert.Fail).Count);

        (_, output, _) = await RunAsync("import", "folders", _temp.File("in"), "--out", _temp.File("set"));
        Assert.Contains("0 added, 2 renewed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_with_any_columns_becomes_a_data_set_with_copies()
    {
        Tones.Write(_temp.File("in/x/a.wav"), frequency: 500);
        Tones.Write(_temp.File("in/y/a.wav"), frequency: 600);
        File.WriteAllText(
            _temp.File("table.csv"),
            "Name,Sound,Who,N\nTurdus merula,x/a.wav,\"Example, Ann\",51.5\nTurdus merula,y/a.wav,,\nTurdus " +
            "merula,z/none.wav,,\n,x/a.wav,,\nshort\n");
        string[] ask =
        [
            "import",
            "csv",
            _temp.File("table.csv"),
            "--root",
            _temp.File("in"),
            "--species-column",
            "Name",
            "--file-column",
            "Sound",
            "--recordist-column",
            "Who",
            "--latitude-column",
            "N",
            "--out",
            _temp.File("set"),
            "--copy",
        ];
        var (code, output, error) = await RunAsync(ask);
        Assert.Equal(("", ExitCodes.Incomplete), (error, code));
        Assert.Contains("2 added, 0 renewed, 0 repeat a sound, 3 left out", output, StringComparison.Ordinal);
        Assert.Contains("none.wav does not exist", output, StringComparison.Ordinal);
        var entries = Manifest.Load(_temp.File("set/recordings.csv"));
        Assert.Equal(("turdus-merula/a.wav", "Example, Ann", 51.5), (entries[0].File, entries[0].Recordist, entries[0].Latitude));
        Assert.Equal($"turdus-merula/a-{entries[1].Audio.Sha256[..8]}.wav", entries[1].File);
        Assert.All(entries, e => Assert.Equal(e.Audio.Sha256, AudioCheck.HashOf(_temp.File($"set/{e.File}"))));

        (_, output, _) = await RunAsync(ask);
        Assert.Contains("0 added, 2 renewed", output, StringComparison.Ordinal);
        Assert.Equal(entries, Manifest.Load(_temp.File("set/recordings.csv")));
    }

    [Fact]
    public async Task A_manifest_imports_without_a_single_option()
    {
        Tones.Write(_temp.File("in/Turdus merula/a.wav"));
        await RunAsync("import", "folders", _temp.File("in"), "--out", _temp.File("in"));
        var (code, _, error) = await RunAsync("import", "csv", _temp.File("in/recordings.csv"), "--out", _temp.File("set"));
        Assert.Equal(("", ExitCodes.Ok), (error, code));
        Assert.Equal("Turdus merula/a.wav", Manifest.Load(_temp.File("in/recordings.csv"))[0].File);
        Assert.Equal(_temp.File("in/Turdus merula/a.wav"), Manifest.Load(_temp.File("set/recordings.csv"))[0].File);
    }

    [Fact]
    public async Task Wrong_paths_and_columns_are_one_line()
    {
        Directory.CreateDirectory(_temp.File("hollow"));
        Directory.CreateDirectory(_temp.File("bare/Eurasian Wren"));
        File.WriteAllText(_temp.File("t.csv"), "a,b\n1,2\n");
        await ExpectAsync("there is no such folder", "import", "folders", _temp.File("none"), "--out", _temp.File("o"));
        await ExpectAsync("there is no folder in it", "import", "folders", _temp.File("hollow"), "--out", _temp.File("o"));
        await ExpectAsync("no sound lies in this species' folder", "import", "folders", _temp.File("bare"), "--out", _temp.File("o"));
        await ExpectAsync("there is no such file", "import", "csv", _temp.File("none.csv"), "--out", _temp.File("o"));
        await ExpectAsync(
            "no column 'file'; --file-column names one of: a, b", "import", "csv", _temp.File("t.csv"), "--out", _temp.File("o"));
        await ExpectAsync(
            "no column 'c'; --place-column names one of: a, b",
            "import",
            "csv",
            _temp.File("t.csv"),
            "--file-column",
            "a",
            "--place-column",
            "c",
            "--out",
            _temp.File("o"));
        await ExpectAsync("no column 'species'", "import", "csv", _temp.File("t.csv"), "--file-column", "a", "--out", _temp.File("o"));
        await ExpectAsync(
            "--root names",
            "import",
            "csv",
            _temp.File("t.csv"),
            "--file-column",
            "a",
            "--species-column",
            "b",
            "--root",
            _temp.File("none"),
            "--out",
            _temp.File("o"));
        Assert.False(Directory.Exists(_temp.File("o")));
    }

    private static async Task ExpectAsync(string text, params string[] args)
    {
        var (code, _, error) = await RunAsync(args);
        Assert.Contains(text, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NoInput, code);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        CommandRun.RunAsync(new RootCommand { FetchCommand.Create(), ImportCommand.Create() }, args);
}
