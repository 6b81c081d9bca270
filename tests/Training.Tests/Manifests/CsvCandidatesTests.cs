using AvianVox.TestSupport;
using AvianVox.Training.Manifests;

namespace AvianVox.Training.Tests.Manifests;

/// <summary>Tables that others made.</summary>
public sealed class CsvCandidatesTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly List<string> _faults = [];

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_name_beside_a_scientific_one_is_believed_whatever_it_looks_like()
    {
        var entries = List("file,species,scientific\na.wav,House sparrow,Passer domesticus\nb.wav,Moineau domestique,Passer domesticus\n");
        Assert.Equal(["House sparrow", "Moineau domestique"], entries.Select(e => e.Species));
        Assert.All(entries, e => Assert.Equal(("Passer domesticus", "bird"), (e.Scientific, e.Kind)));
    }

    [Fact]
    public void Rows_with_begin_and_end_are_stretches_and_others_are_species_of_one_recording()
    {
        var boxes = List(
            "file;species;scientific;start;end\na.wav;Black Phoebe;Sayornis nigricans;0;3\na.wav;House Sparrow;Passer domesticus;3,5;6\n");
        Assert.Equal([("Black Phoebe", 0.0, 3.0), ("House Sparrow", 3.5, 6)], boxes.Select(e => (e.Species, e.From!.Value, e.To!.Value)));
        var several = Assert.Single(List(
            "file,species,scientific\na.wav,Black Phoebe,Sayornis nigricans\na.wav,House Sparrow,Passer domesticus\na.wav,Black " +
            "Phoebe,Sayornis nigricans\n"));
        Assert.Equal(("Black Phoebe", "Passer domesticus"), (several.Species, several.Also));
        Assert.Contains("line 4", Assert.Single(_faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_competition_s_table_keeps_all_its_labels()
    {
        var entries = List(
            "primary_label,secondary_labels,type,latitude,longitude,scientific_name,common_name,author,license,rating,url,filename\n" +
            "grefin,\"['eurbla', 'comchi']\",\"['song']\",51.5,-0.1,Chloris chloris,European Greenfinch,A. " +
            "Nna,cc,4.5,http://x/1,grefin/XC1.ogg\n" +
            "eurbla,[],[],,,Turdus merula,Eurasian Blackbird,B. Ert,cc,3,http://x/2,eurbla/XC2.ogg\n");
        Assert.Equal(
            ("European Greenfinch", "Turdus merula; comchi", "A. Nna", 51.5),
            (entries[0].Species, entries[0].Also, entries[0].Recordist, entries[0].Latitude));
        Assert.Equal("", entries[1].Also);
        Assert.Empty(_faults);
    }

    [Fact]
    public void Kinds_are_believed_and_what_is_unsure_is_asked_for()
    {
        var entries = List("file,species,scientific,kind\na.wav,Zirpe,,insect\nb.wav,Zirpe,,\nc.wav,Rain,,\nd.wav,Zirpe,,vogel\n");
        Assert.Equal([("Zirpe", "insect"), ("Rain", "noise")], entries.Select(e => (e.Species, e.Kind)));
        Assert.Contains(_faults, f => f.Contains("kind is 'vogel'", StringComparison.Ordinal));
        Assert.Contains(
            _faults, f => f.Contains("'Zirpe': nothing tells", StringComparison.Ordinal) && f.Contains("--kind", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_without_the_columns_is_asked_about_with_what_it_has()
    {
        var fault = Assert.Throws<WorkshopException>(() => List("Datei;Vogel\na.wav;Amsel\n"));
        Assert.Contains("Datei, Vogel (with semicolons between them)", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--file-column", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Raven_and_Audacity_tables_are_stretches_of_the_recording_beside_them()
    {
        Tones.Write(_temp.File("dawn.wav"), seconds: 8);
        File.WriteAllText(
            _temp.File("dawn.Table.1.selections.txt"),
            "Selection\tView\tChannel\tBegin Time (s)\tEnd Time (s)\tLow Freq (Hz)\tHigh Freq (Hz)\tSpecies\n1\tWaveform " +
            "1\t1\t0.5\t1.5\t100\t900\tHouse Sparrow\n" +
            "1\tSpectrogram 1\t1\t0.5\t1.5\t100\t900\tHouse Sparrow\n2\tWaveform 1\t1\t4\t5.5\t100\t900\tBTNW\n");
        File.WriteAllText(_temp.File("dawn.txt"), "0.5\t1.5\tHouse Sparrow\n\\\t100\t900\n4\t5.5\tBTNW\n");
        foreach (var name in new[] { "dawn.Table.1.selections.txt", "dawn.txt" })
        {
            var candidates = new CsvCandidates
            {
                Columns = new CsvColumns { Names = new Dictionary<string, string>() },
                Audio = AnnotationTable.AudioOf(_temp.File(name), null),
                Called = new Dictionary<string, string> { ["BTNW"] = "Black-throated Green Warbler (Setophaga virens)" },
            }.List(AnnotationTable.Read(_temp.File(name)), _faults.Add);
            Assert.All(candidates, c => Assert.Equal(_temp.File("dawn.wav"), c.Path));
            Assert.Equal(
                [("House Sparrow", 0.5, 1.5), ("Setophaga virens", 4, 5.5)],
                candidates.Select(c => c.Known("x", new AudioFacts(8, 8_000, 1, "", ""))).Select(e => (e.Scientific, e.From!.Value, e.To!.Value)));
        }

        Assert.Empty(_faults);
    }

    private List<ManifestEntry> List(string table)
    {
        File.WriteAllText(_temp.File("t.csv"), table);
        return
        [
            .. new CsvCandidates
            {
                Columns = new CsvColumns { Names = new Dictionary<string, string>() },
            }.List(_temp.File("t.csv"), _faults.Add)
                .Select(c => c.Known(Path.GetFileName(c.Path), new AudioFacts(1, 8_000, 1, "", ""))),
        ];
    }
}
