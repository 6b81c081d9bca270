using System.CommandLine;
using System.Text.Json.Nodes;
using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.TestSupport;
using AvianVox.Training.Cli;
using AvianVox.Training.Tests.Keras;

namespace AvianVox.Training.Tests.Cli;

public sealed class ImportKerasCommandTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_small_model_becomes_a_package_that_loads()
    {
        var (code, output, error) = await RunAsync(
            "import",
            "keras",
            Model(),
            "--labels",
            Labels(),
            "--names",
            Names(),
            "--out",
            _temp.File("made"),
            "--scaling",
            "report",
            "--threshold",
            "0.7",
            "--licence",
            "CC0-1.0");
        Assert.Equal(("", ExitCodes.Ok), (error, code));
        Assert.Contains("2 labels", output, StringComparison.Ordinal);
        var package = ModelLoader.Load(_temp.File("made"));
        Assert.Equal("model", package.Manifest.Name);
        Assert.Equal("CC0-1.0", package.Manifest.Licence);
        Assert.Equal(0.7, package.Manifest.DefaultThreshold);
        Assert.Equal(LogRule.NaturalZeroKept, package.Manifest.Features!.Log);
        Assert.Equal(-7.40798, package.Manifest.Features.MelMean);
        Assert.Equal(new Label(0, "Melozone aberti", "Abert's Towhee", "aberts-towhee", LabelKind.Bird), package.Labels[0]);
        Assert.Equal(new Label(1, "Wind, strong", "Wind, strong", "wind-strong", LabelKind.Noise), package.Labels[1]);
        var card = await File.ReadAllTextAsync(package.CardPath, TestContext.Current.CancellationToken);
        Assert.Contains("None are known", card, StringComparison.Ordinal);
        Assert.DoesNotContain("Flammulated", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_studys_weights_get_the_studys_figures_and_licence()
    {
        var (code, _, error) = await RunAsync(
            "import",
            "keras",
            SharedData.Require("seed/CNN_v20_weights.best.hdf5"),
            "--labels",
            SharedData.Require("seed/species_labels.csv"),
            "--out",
            _temp.File("v20"));
        Assert.Equal(("", ExitCodes.Ok), (error, code));
        var package = ModelLoader.Load(_temp.File("v20"));
        Assert.Equal("hiatt-2020-v20", package.Manifest.Name);
        Assert.StartsWith("none stated", package.Manifest.Licence, StringComparison.Ordinal);
        Assert.Equal(0.22791, package.Manifest.Provenance.Metrics["test accuracy, one crop per recording, mean of five seeds"]);
        Assert.Equal(1e-7, package.Manifest.Features!.LogFloor);
        Assert.Equal(91, package.Labels.Count);
        Assert.Equal("Abert's Towhee", package.Labels[0].ScientificName);
        Assert.Contains(
            "not as a model to rely on",
            await File.ReadAllTextAsync(package.CardPath, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_existing_package_is_replaced_only_on_demand()
    {
        string[] arguments = ["import", "keras", Model(), "--labels", Labels(), "--out", _temp.File("made")];
        Assert.Equal(ExitCodes.Ok, (await RunAsync(arguments)).Code);
        var (code, _, error) = await RunAsync(arguments);
        Assert.Equal(ExitCodes.NoInput, code);
        Assert.Contains("exists already", error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Ok, (await RunAsync([.. arguments, "--replace", "--version", "2"])).Code);
        Assert.Equal("2", ModelLoader.Load(_temp.File("made")).Manifest.Version);
        Assert.Equal(
            ["labels.csv", "made", "model.h5"],
            Directory.EnumerateFileSystemEntries(_temp.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Faults_are_one_line_with_the_way_out_and_no_stack_trace()
    {
        var model = Model();
        await ExpectAsync(
            ExitCodes.NoInput,
            "there is no such file",
            "import",
            "keras",
            _temp.File("none.h5"),
            "--labels",
            Labels(),
            "--out",
            _temp.File("o"));
        await ExpectAsync(
            ExitCodes.NoInput,
            "there is no such file",
            "import",
            "keras",
            model,
            "--labels",
            _temp.File("none.csv"),
            "--out",
            _temp.File("o"));
        await ExpectAsync(
            ExitCodes.NoInput, "is no HDF5 file", "import", "keras", Labels(), "--labels", Labels(), "--out", _temp.File("o"));
        await ExpectAsync(
            ExitCodes.NoInput,
            "has 1 labels; the model in",
            "import",
            "keras",
            model,
            "--labels",
            Csv("label,english_cname\n0,One\n"),
            "--out",
            _temp.File("o"));
        await ExpectAsync(
            ExitCodes.NoInput,
            "no column 'label' or",
            "import",
            "keras",
            model,
            "--labels",
            Csv("number,english_cname\n0,One\n"),
            "--out",
            _temp.File("o"));
        await ExpectAsync(
            ExitCodes.NoInput,
            "line 3: label is 'x'",
            "import",
            "keras",
            model,
            "--labels",
            Csv("label,english_cname\n0,One\nx,Two\n"),
            "--out",
            _temp.File("o"));
        await ExpectAsync(
            ExitCodes.NoInput,
            "line 2: a quote is never closed",
            "import",
            "keras",
            model,
            "--labels",
            Csv("label,english_cname\n0,\"One\n1,Two\n"),
            "--out",
            _temp.File("o"));
        await ExpectAsync(
            ExitCodes.NoInput,
            "line 2: kind is 'plane'",
            "import",
            "keras",
            model,
            "--labels",
            Csv("label,english_cname,kind\n0,One,plane\n1,Two,bird\n"),
            "--out",
            _temp.File("o"));
        await ExpectAsync(
            ExitCodes.NoInput,
            "code 'one' is given 2 times",
            "import",
            "keras",
            model,
            "--labels",
            Csv("label,english_cname\n0,One\n1,one\n"),
            "--out",
            _temp.File("o"));
        await ExpectAsync(
            ExitCodes.NoInput, "name is 'a b'", "import", "keras", model, "--labels", Labels(), "--out", _temp.File("o"), "--name", "a b");
        await ExpectAsync(
            ExitCodes.NoInput,
            "defaultThreshold is 7; allowed: 0 to 1",
            "import",
            "keras",
            model,
            "--labels",
            Labels(),
            "--out",
            _temp.File("o"),
            "--threshold",
            "7");
        Assert.False(Directory.Exists(_temp.File("o")));
    }

    [Fact]
    public async Task A_wrong_command_line_is_told_apart_from_a_wrong_file()
    {
        var (code, _, error) = await RunAsync("import", "keras", "x.h5", "--scaling", "other");
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("--labels", error, StringComparison.Ordinal);
        Assert.Contains("'other'", error, StringComparison.Ordinal);
        Assert.Contains("--help", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var (code, output, _) = await RunAsync("import", "keras", "--help");
        Assert.Equal(ExitCodes.Ok, code);
        foreach (var option in new[] { "FILE", "--labels", "--names", "--out", "--name", "--version", "--licence", "--scaling", "--threshold", "--replace" })
        {
            Assert.Contains(option, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_arguments_at_all_ask_for_help()
    {
        var (code, output, error) = await RunAsync();
        Assert.Equal(("", ExitCodes.Ok), (error, code));
        Assert.Contains("import", output, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        CommandRun.RunAsync(new RootCommand { ImportCommand.Create() }, args);

    private static Task ExpectAsync(int code, string text, params string[] args) =>
        CommandRun.ExpectFaultAsync(new RootCommand { ImportCommand.Create() }, code, text, args);

    private string Model()
    {
        var path = _temp.File("model.h5");
        KerasSample.Write(
            path,
            [
                KerasSample.Layer("GlobalAveragePooling2D", "g", ("batch_input_shape", new JsonArray(null, 128, 128, 1))),
                KerasSample.Layer("Dense", "d", ("units", 2), ("activation", "softmax")),
            ],
            ("d", "kernel", new float[,] { { 1, -1 } }),
            ("d", "bias", new float[2]));
        return path;
    }

    private string Labels() => Csv("label,english_cname,kind\n0,\"Abert's Towhee\",bird\n1,\"Wind, strong\",noise\n");

    private string Names() =>
        Csv("english_cname,genus,species\nAbert's Towhee,Melozone,aberti\nAbert's Towhee,Melozone,aberti\n", "names.csv");

    private string Csv(string text, string name = "labels.csv")
    {
        var path = _temp.File(name);
        File.WriteAllText(path, text);
        return path;
    }
}
