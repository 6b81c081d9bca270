using System.CommandLine;
using System.Text.Json;
using AvianVox.TestSupport;
using AvianVox.Training.Cli;
using AvianVox.Training.Tests.Cli;

namespace AvianVox.Training.Tests.Splits;

public sealed class SplitCommandTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task The_studys_lists_come_out_byte_for_byte()
    {
        var (code, output, error) = await RunAsync("split", "--index", SharedData.Require(TestIndex.Study), "--out", _temp.File("study"));
        Assert.Equal(("", ExitCodes.Ok), (error, code));
        foreach (var name in (string[])["train_file_ids.csv", "test_file_ids.csv"])
        {
            var made = await File.ReadAllBytesAsync(_temp.File($"study/{name}"), TestContext.Current.CancellationToken);
            Assert.Equal(await File.ReadAllBytesAsync(SharedData.Require($"seed/{name}"), TestContext.Current.CancellationToken), made);
        }

        Assert.Contains("2730 recordings of 91 species", output, StringComparison.Ordinal);
        var row = Assert.Single(output.Split('\n'), l => l.Contains("hold-out", StringComparison.Ordinal));
        Assert.Equal(
            ["hold-out", "1820", "910", "71.4%", "37.6%", "28.0%", "0.242", "0.263"],
            row.Split('│', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(
            1366, (await File.ReadAllLinesAsync(_temp.File("study/cv2_train_file_ids.csv"), TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Folds_by_recordist_are_written_with_labels_and_facts()
    {
        var (code, output, error) = await RunAsync(
            "split", "--index", Small(), "--rule", "recordist", "--folds", "2", "--out", _temp.File("deep/folds"), "--seed", "5");
        Assert.Equal(("", ExitCodes.Ok), (error, code));
        Assert.Equal(
            [
                "fold0_test_file_ids.csv",
                "fold0_train_file_ids.csv",
                "fold1_test_file_ids.csv",
                "fold1_train_file_ids.csv",
                "species_labels.csv",
                "split.json",
            ],
            Directory.EnumerateFiles(_temp.File("deep/folds")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("label,english_cname,recordings\n0,\"Crow, hooded\",2\n1,Wren,2\n", await ReadAsync("species_labels.csv"));
        string[] sides = [await ReadAsync("fold0_test_file_ids.csv"), await ReadAsync("fold1_test_file_ids.csv")];
        Assert.Equal(["file_id,label\na,1\nb,0\n", "file_id,label\nc,1\nd,0\n"], sides.Order(StringComparer.Ordinal));
        Assert.Equal(sides[1], await ReadAsync("fold0_train_file_ids.csv"));
        using var facts = JsonDocument.Parse(await ReadAsync("split.json"));
        Assert.Equal(
            ("recordist", 5, 2),
            (facts.RootElement.GetProperty("rule").GetString(), facts.RootElement.GetProperty("seed").GetInt32(), facts.RootElement.GetProperty("groups").GetInt32()));
        Assert.Equal(0, facts.RootElement.GetProperty("partitions")[1].GetProperty("testSharingSpeciesRecordist").GetInt32());
        Assert.Contains("not told", output, StringComparison.Ordinal);

        Task<string> ReadAsync(string name) => File.ReadAllTextAsync(
            _temp.File($"deep/folds/{name}"), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_species_that_a_fold_can_only_be_tested_on_is_told()
    {
        var (code, output, _) = await RunAsync(
            "split", "--index", Csv("id,species,recordist\na,Wren,Ann\nb,Crow,Bob\nc,Crow,Cy\n"), "--rule", "recordist", "--folds", "2");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Single(output.Split('\n'), l => l.Contains("test recordings of species that training lacks: 1.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_existing_split_is_replaced_only_on_demand_and_other_folders_never()
    {
        string[] arguments = ["split", "--index", Small(), "--rule", "recording", "--out", _temp.File("made")];
        Assert.Equal(ExitCodes.Ok, (await RunAsync(arguments)).Code);
        await ExpectAsync(ExitCodes.NoInput, "(--replace)", arguments);
        Assert.Equal(ExitCodes.Ok, (await RunAsync([.. arguments, "--replace"])).Code);
        Directory.CreateDirectory(_temp.File("other"));
        await File.WriteAllTextAsync(_temp.File("other/notes.txt"), "mine", TestContext.Current.CancellationToken);
        await ExpectAsync(
            ExitCodes.NoInput,
            "holds other things than a split",
            "split",
            "--index",
            Small(),
            "--rule",
            "recording",
            "--out",
            _temp.File("other"),
            "--replace");
        await ExpectAsync(
            ExitCodes.NoInput,
            "a file of that name exists",
            "split",
            "--index",
            Small(),
            "--rule",
            "recording",
            "--out",
            _temp.File("other/notes.txt"));
        await ExpectAsync(
            ExitCodes.InputOutput,
            "cannot be written",
            "split",
            "--index",
            Small(),
            "--rule",
            "recording",
            "--out",
            _temp.File("other/notes.txt/below"));
        Assert.Equal(
            ["index.csv", "made", "other"],
            Directory.EnumerateFileSystemEntries(_temp.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Faults_are_one_line_with_the_way_out_and_no_stack_trace()
    {
        await ExpectAsync(ExitCodes.NoInput, "there is no such file", "split", "--index", _temp.File("none.csv"));
        await ExpectAsync(ExitCodes.NoInput, "line 2: place is not told for a", "split", "--index", Small(), "--rule", "session");
        await ExpectAsync(
            ExitCodes.NoInput,
            "line 4: id is 'a', as in line 2",
            "split",
            "--index",
            Csv("id,species\na,Wren\nb,Wren\na,Wren\n"),
            "--rule",
            "recording");
        await ExpectAsync(
            ExitCodes.NoInput, "there is no column 'bird' for species", "split", "--index", Small(), "--columns", "species=bird");
        await ExpectAsync(ExitCodes.NoInput, "fewer by --folds", "split", "--index", Small(), "--rule", "recordist", "--folds", "3");
    }

    [Theory]
    [InlineData("--test-size is 'x'", "--test-size", "x")]
    [InlineData("--test-size is '3/3'", "--test-size", "3/3")]
    [InlineData("--folds is '1'", "--folds", "1")]
    [InlineData("--folds is 'many'", "--folds", "many")]
    [InlineData("--seed", "--seed", "-1")]
    [InlineData("'birds'", "--rule", "birds")]
    [InlineData("give one of them", "--rule", "session", "--folds", "3", "--test-size", "1/4")]
    public async Task A_wrong_command_line_is_told_apart_from_a_wrong_file(string text, params string[] arguments)
    {
        var (code, _, error) = await RunAsync(["split", "--index", "x.csv", .. arguments]);
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains(text, error, StringComparison.Ordinal);
        Assert.Contains("--help", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var (code, output, _) = await RunAsync("split", "--help");
        Assert.Equal(ExitCodes.Ok, code);
        foreach (var option in (string[])["--index", "--columns", "--rule", "--test-size", "--folds", "--seed", "--out", "--replace", "study", "session"])
        {
            Assert.Contains(option, output, StringComparison.Ordinal);
        }
    }

    private string Small() => Csv("id,species,recordist\na,Wren,Ann\nb,\"Crow, hooded\",Ann\nc,Wren,Bob\nd,\"Crow, hooded\",Bob\n");

    private string Csv(string text)
    {
        File.WriteAllText(_temp.File("index.csv"), text);
        return _temp.File("index.csv");
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        CommandRun.RunAsync(new RootCommand { SplitCommand.Create() }, args);

    private static Task ExpectAsync(int code, string text, params string[] args) =>
        CommandRun.ExpectFaultAsync(new RootCommand { SplitCommand.Create() }, code, text, args);
}
