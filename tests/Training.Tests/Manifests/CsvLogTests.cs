using AvianVox.TestSupport;
using AvianVox.Training.Files;
using AvianVox.Training.Manifests;
using CsCheck;

namespace AvianVox.Training.Tests.Manifests;

/// <summary>A manifest that grows line by line, and is cut off anywhere.</summary>
public sealed class CsvLogTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Cut_off_anywhere_it_holds_all_whole_lines_and_goes_on()
    {
        var path = _temp.File("m.csv");
        using (var log = CsvLog.Open(path, Manifest.Columns))
        {
            log.Append(Manifest.Fields(Entry("one.wav")));
            log.Append(Manifest.Fields(Entry("two, \"quoted\"\nplace.wav")));
        }

        var whole = File.ReadAllBytes(path);
        var headerEnd = Array.IndexOf(whole, (byte)'\n') + 1;
        var secondStart = Array.IndexOf(whole, (byte)'\n', headerEnd) + 1;
        for (var cut = headerEnd; cut <= whole.Length; cut++)
        {
            File.WriteAllBytes(path, whole[..cut]);
            using (var log = CsvLog.Open(path, Manifest.Columns))
            {
                log.Append(Manifest.Fields(Entry("three.wav")));
            }

            // A line that lacks nothing but its line feed is whole.
            string[] wanted =
            [
                .. cut >= secondStart - 1 ? ["one.wav"] : Array.Empty<string>(),
                .. cut >= whole.Length - 1 ? ["two, \"quoted\" place.wav"] : Array.Empty<string>(),
                "three.wav",
            ];
            Assert.Equal(wanted, Manifest.Load(path).Select(e => e.File));
        }
    }

    [Fact]
    public void What_is_written_is_read_again() =>
        Gen.Select(Gen.String, Gen.String, Gen.Double[-90, 90], Gen.Double[0, 1e5]).Sample((place, type, latitude, seconds) =>
    {
        var entry = Entry("a.wav") with
        {
            Place = place.Replace('\0', ' '),
            Type = type,
            Latitude = Math.Round(latitude, 6),
            Audio = new AudioFacts(Math.Round(seconds, 3), 44_100, 2, new string('a', 64), new string('b', 64)),
        };
        var path = _temp.File("round.csv");
        Manifest.Save(path, [entry]);
        Assert.Equal(
            entry with { Place = entry.Place.ReplaceLineEndings(" "), Type = type.ReplaceLineEndings(" ") },
            Assert.Single(Manifest.Load(path)));
    }, iter: 200, threads: 1);

    [Fact]
    public void Two_runs_do_not_write_one_file()
    {
        using var log = CsvLog.Open(_temp.File("m.csv"), Manifest.Columns);
        Assert.Contains(
            "another run",
            Assert.Throws<WorkshopException>(() => CsvLog.Open(_temp.File("m.csv"), Manifest.Columns)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_with_other_columns_is_left_alone()
    {
        var path = _temp.File("m.csv");
        File.WriteAllText(path, "file,species\na.wav,b");
        Assert.Contains("import csv", Assert.Throws<WorkshopException>(() => Manifest.Load(path)).Message, StringComparison.Ordinal);
        Assert.Equal("file,species\na.wav,b", File.ReadAllText(path));
    }

    [Fact]
    public void A_full_disk_is_told_with_the_path_once_and_the_way_out() => Assert.Equal(
        "/data/a.part cannot be written: No space left on device. What was complete before is kept; make room or choose another " +
        "folder, then run the same command again to go on.",
        new StorageException("/data/a.part", new IOException("No space left on device : '/data/a.part'")).Message);

    private static ManifestEntry Entry(string file) => new()
    {
        File = file,
        Species = "Common Blackbird",
        Scientific = "Turdus merula",
        Audio = new AudioFacts(1.5, 8_000, 1, new string('0', 64), new string('1', 64)),
    };
}
