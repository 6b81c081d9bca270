using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>What a station is not told to do costs it nothing: the libraries for it are not in its memory.</summary>
public sealed class LibraryLoadingTests
{
    private static readonly string[] OfInflux = ["InfluxDB.Client", "RestSharp", "Newtonsoft.Json", "NodaTime", "System.Reactive"];

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_client_of_InfluxDB_is_loaded_only_where_one_is_set()
    {
        using var folder = new TempFolder();
        await using var database = new FakeHttpServer(_ => new FakeAnswer(204));
        database.Start();
        await using (var without = Start(folder.File("without")))
        {
            await HearingAsync(without);
            Assert.Empty(Loaded(without));
        }

        await using var with = Start(folder.File("with"), "--set", $"Influx:Url={database.Url}");
        await HearingAsync(with);
        await Eventually.TrueAsync(() => Loaded(with).Contains("InfluxDB.Client"), Bound, () => $"{string.Join(", ", Loaded(with))}\n{with.Transcript}");
    }

    private static ProgramRun Start(string data, params string[] more)
    {
        var run = Programs.Station(
            ["run", "--source", "-", "--mqtt", "off", "--data", data, "--model", Models.British, "--set", "Sources:0:SampleRate=22050", .. more],
            keepInputOpen: true);
        // Two seconds of a little noise.
        run.Input.Write(Enumerable.Range(0, 2 * 2 * 22_050).Select(i => (byte)(i % 2 == 0 ? i * 31 : 0)).ToArray());
        run.Input.Flush();
        return run;
    }

    private static Task HearingAsync(ProgramRun run) =>
        Eventually.TrueAsync(() => run.Transcript.Contains("standard input: raw", StringComparison.Ordinal), Bound, () => run.Transcript);

    private static List<string> Loaded(ProgramRun run)
    {
        var mapped = File.ReadAllText($"/proc/{run.Id}/maps");
        return [.. OfInflux.Where(name => mapped.Contains($"/{name}.dll", StringComparison.Ordinal))];
    }
}
