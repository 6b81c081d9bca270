using AvianVox.TestSupport;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Tests.Splits;

public sealed class RecordingIndexTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Usual_columns_are_found_and_the_date_is_taken_out_of_the_remarks()
    {
        var index = Read(
            "file_id,english_cname,recordist,location,remarks,duration_seconds\n7,Wren,\" Ann \",\"Here, there\",\"XC7 // 300m // " +
            "11:00h, 2008-01-09 // call\",3\n12,Crow,Bob,,no day at all,61.5\n");
        Assert.Equal(["Crow", "Wren"], index.Species);
        Assert.Equal(
            new IndexedRecording(2, "7", 1) { Recording = "7", Recordist = "Ann", Place = "Here, there", Date = "2008-01-09", Seconds = 3 },
            index.Recordings[0]);
        Assert.Equal(new IndexedRecording(3, "12", 0) { Recording = "12", Recordist = "Bob", Seconds = 61.5 }, index.Recordings[1]);
    }

    [Fact]
    public void Files_with_one_id_are_of_one_recording()
    {
        var index = Read("file,id,species\na.wav,XC1,Wren\nb.wav,XC1,Wren\nc.wav,,Wren\n");
        Assert.Equal([("a.wav", "XC1"), ("b.wav", "XC1"), ("c.wav", "c.wav")], index.Recordings.Select(r => (r.Id, r.Recording)));
    }

    [Fact]
    public void Columns_are_mapped_and_joined()
    {
        var index = Read(
            "clip,kind,cut from,lat,lon,time\na,Wren,t1,1.5,-2,1:02\nb,Wren,,1.5,,0:00:03.5\n",
            "id=clip",
            "species=kind",
            "recording=cut from",
            "place=lat+lon",
            "duration=time");
        Assert.Equal(new IndexedRecording(2, "a", 0) { Recording = "t1", Place = "1.5, -2", Seconds = 62 }, index.Recordings[0]);
        Assert.Equal(new IndexedRecording(3, "b", 0) { Recording = "b", Seconds = 3.5 }, index.Recordings[1]);
    }

    [Fact]
    public void Species_are_numbered_in_ordinal_order()
    {
        Assert.Equal(["Abert's Towhee", "Ash", "Zebra", "ape"], Read("id,species\n1,ape\n2,Zebra\n3,Ash\n4,Abert's Towhee\n").Species);
    }

    [Theory]
    [InlineData("", "no column for id (looked for file_id, file, id); name it by --columns id=COLUMN")]
    [InlineData("id,name\n1,Wren\n", "no column for species (looked for english_cname, species)")]
    [InlineData("id,species\n", "there are no recordings in it")]
    [InlineData("id,species\n1,Wren\n2\n", "line 3: 1 fields where the first line names 2")]
    [InlineData("id,species\n1,Wren\n2, \n", "line 3: species is empty")]
    [InlineData("id,species\n1,Wren\n,Wren\n", "line 3: id is empty")]
    [InlineData("id,species\n1,Wren\n2,Wren\n1,Crow\n", "line 4: id is '1', as in line 2")]
    [InlineData("id,species,duration\n1,Wren,-3\n", "line 2: duration is '-3'; give seconds")]
    [InlineData("id,species\n1,\"Wren\n", "line 2: a quote is never closed")]
    public void A_fault_names_file_line_column_and_value(string text, string expected)
    {
        var fault = Assert.Throws<WorkshopException>(() => Read(text));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(_temp.File("index.csv"), fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("species", "--columns species: give ROLE=COLUMN")]
    [InlineData("species=", "--columns species=: give ROLE=COLUMN")]
    [InlineData("bird=name", "roles are id, species, recording, recordist, place, date, duration")]
    [InlineData("species=name", "species is mapped already, to kind")]
    public void A_wrong_mapping_is_told(string mapping, string expected)
    {
        var fault = Assert.Throws<WorkshopException>(() => IndexColumns.Parse(["species=kind", mapping]));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapped_column_that_is_not_there_is_told_with_those_that_are()
    {
        var fault = Assert.Throws<WorkshopException>(() => Read("id,species,lat\n1,Wren,2\n", "place=lat+lon"));
        Assert.Contains("no column 'lon' for place; the first line names id, species, lat", fault.Message, StringComparison.Ordinal);
    }

    private RecordingIndex Read(string text, params string[] mappings)
    {
        File.WriteAllText(_temp.File("index.csv"), text);
        return RecordingIndex.Read(_temp.File("index.csv"), IndexColumns.Parse(mappings));
    }
}
