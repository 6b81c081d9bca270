using System.CommandLine;
using System.Text.Json;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Programs;
using AvianVox.Listening.Records;
using AvianVox.Monitor.Cli;
using AvianVox.Station.Journal;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Monitor.Tests.Cli;

public sealed class DetectionsCommandTests : IDisposable
{
    private static readonly Label Tit = new(5, "Parus major", "Great Tit, \"teacher\"", "great-tit", LabelKind.Bird);
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Samples.Dawn.AddHours(1));

    public DetectionsCommandTests()
    {
        _time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("Reed/Bed", TimeSpan.FromHours(1), "reed", "reed"));
        File.WriteAllText(_folder.File("station.json"), "{}");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_table_shows_local_time_and_what_was_listened_to()
    {
        await WriteAsync();
        var (code, output, error) = Run();
        Assert.Equal((ExitCodes.Ok, ""), (code, error));
        Assert.Contains("Begin (Reed/Bed)", output, StringComparison.Ordinal);
        var line = output.Split('\n').Single(l => l.Contains("Cuculus canorus", StringComparison.Ordinal));
        Assert.Contains("2024-05-04 05:30:10", line, StringComparison.Ordinal);
        Assert.Contains("3.0 s", line, StringComparison.Ordinal);
        Assert.Contains("0.91", line, StringComparison.Ordinal);
        Assert.Contains("2 detections; 1.5 min of sound listened to in 2 minute(s) of that time, 0.1 min of them dropped.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_quotes_and_tells_utc()
    {
        await WriteAsync();
        var (_, output, _) = Run("--format", "csv", "--species", "great-tit");
        var lines = output.Split("\r\n");
        Assert.Equal("id,source,code,scientific_name,common_name,begin,end,peak,duration_s,confidence,threshold,windows,model,ended,clip,clip_gone,picture", lines[0]);
        Assert.EndsWith(",mic,great-tit,Parus major,\"Great Tit, \"\"teacher\"\"\",2024-05-04T04:30:20.000Z,2024-05-04T04:30:23.000Z,2024-05-04T04:30:21.000Z,3,0.9123,0.5,2,starter 0.1.0,true,,,", lines[1], StringComparison.Ordinal);
        Assert.Equal("", lines[2]);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public async Task Json_is_one_array()
    {
        await WriteAsync();
        var (_, output, _) = Run("--format", "json", "--since", "60m", "--limit", "1");
        using var document = JsonDocument.Parse(output);
        var only = Assert.Single(document.RootElement.EnumerateArray());
        Assert.Equal("great-tit", only.GetProperty("species").GetProperty("code").GetString());
        Assert.Equal("2024-05-04T04:30:20.000Z", only.GetProperty("begin").GetString());
    }

    [Fact]
    public async Task Nothing_heard_is_said_together_with_the_effort()
    {
        await WriteAsync();
        var (code, output, _) = Run("--species", "european robin");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.StartsWith("No detections; 1.5 min of sound", output, StringComparison.Ordinal);
        Assert.Equal("[]", Run("--species", "european robin", "--format", "json").Output.Trim());
    }

    [Fact]
    public async Task A_species_that_nobody_knows_is_a_fault_with_the_nearest()
    {
        await WriteAsync();
        var (code, output, error) = Run("--species", "Robin");
        Assert.Equal((ExitCodes.Usage, ""), (code, output));
        Assert.Contains("the nearest is European Robin", error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Ok, Run("--species", "common cuckoo").Code);
        Assert.Equal(ExitCodes.Ok, Run("--species", "GREAT TIT, \"TEACHER\"").Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(50)]
    public void A_table_fits_a_terminal_and_is_never_broken_into_lines(int? width)
    {
        var row = new DetectionRow(
            Guid.NewGuid(), "orchard-by-the-river", "x", "Acrocephalus schoenobaenus", "A bird with a name that is longer than most",
            Samples.Dawn, Samples.Dawn.AddSeconds(4), Samples.Dawn, 0.91, 0.5, 2, "m 1", Ended: true, "2024-05-04/a.flac");
        using var output = new StringWriter();
        DetectionPrinter.Table(output, [row, row], new EffortTotal(0, 0, 0, 0), _time.LocalTimeZone, width);
        var lines = output.ToString().Split(output.NewLine);
        Assert.Equal(6, lines.Length);
        Assert.All(lines[..3], line => Assert.InRange(line.Length, 1, width ?? int.MaxValue));
        Assert.StartsWith("2024-05-04 05:30:00", lines[1], StringComparison.Ordinal);
        Assert.Equal(width is null, lines[1].EndsWith("2024-05-04/a.flac", StringComparison.Ordinal));
    }

    [Fact]
    public void Faults_are_told_plainly()
    {
        var (code, _, error) = Run();
        Assert.Equal(ExitCodes.InputOutput, code);
        Assert.Contains("There is no journal", error, StringComparison.Ordinal);
        (code, _, error) = Run("--since", "last week");
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("--since last week: must be a date", error, StringComparison.Ordinal);
    }

    private async Task WriteAsync()
    {
        await using var journal = SqliteJournal.Open(_folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance);
        var tit = Samples.Detection(20, label: Tit);
        journal.Append(JournalKind.Detection, Samples.Detection(10));
        journal.Append(JournalKind.Detection, tit);
        journal.Append(JournalKind.Event, tit);
        journal.Add(new EffortMinute("mic", Samples.Dawn, 60, 54, 6));
        journal.Add(new EffortMinute("mic", Samples.Dawn.AddMinutes(1), 30, 30, 0));
    }

    private (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] all = ["--data", _folder.Path, "--config", _folder.File("station.json"), .. arguments];
        var code = DetectionsCommand.Create(_time).Parse(all).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
