using System.Security.Cryptography;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.TestSupport;
using AvianVox.Training.Fitting;
using AvianVox.Training.Networks;
using AvianVox.Training.Recipes;
using AvianVox.Training.Torch;
using static TorchSharp.torch;

namespace AvianVox.Training.Tests.Fitting;

/// <summary>What a state on the disk survives, and what is told when it did not.</summary>
[Collection(nameof(TorchSeed))]
public sealed class TrainingStateTests
{
    /// <summary>Where the digit of the version stands: behind the length of the text and the text.</summary>
    private const int VersionAt = 25;

    [Fact]
    public void What_was_written_is_read()
    {
        using var folder = new TempFolder();
        var written = State();
        var path = Written(folder, written);
        var read = TrainingState.Read(path);
        Assert.Equal(("a run", 3), (read.Identity, read.History.Count));
        Assert.Equal(written.History, read.History);
        Assert.Equal(written.Weights.SelectMany(w => w.Value.Values), read.Weights.SelectMany(w => w.Value.Values));
        Assert.Equal(written.Optimiser, read.Optimiser);
        Assert.Equal(["run.state"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Any_bit_that_changed_and_any_missing_end_are_told_and_the_file_stays()
    {
        using var folder = new TempFolder();
        var path = Written(folder, State());
        var whole = File.ReadAllBytes(path);
        var random = new Random(1);
        for (var trial = 0; trial < 200; trial++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[random.Next(VersionAt + 1, damaged.Length)] ^= (byte)(1 << random.Next(8));
            Expect(path, damaged, $"{path} is a damaged training state", "remove it to begin anew");
            Expect(
                path, whole[..random.Next(VersionAt + 1, whole.Length)], $"{path} is a damaged training state", "remove it to begin anew");
        }

        // Before that it cannot even be told what it was.
        for (var length = 0; length <= VersionAt; length++)
        {
            Expect(path, whole[..length], $"{path} cannot be read as a training state", "move it away");
        }

        Expect(path, [.. whole, 0], $"{path} is a damaged training state", "Put a copy in its place");
    }

    [Fact]
    public void A_state_of_the_version_before_which_had_no_checksum_is_read()
    {
        using var folder = new TempFolder();
        var written = State();
        var path = Written(folder, written);
        var old = File.ReadAllBytes(path)[..^SHA256.HashSizeInBytes];
        old[VersionAt] = (byte)'2';
        File.WriteAllBytes(path, old);
        Assert.Equal(written.Optimiser, TrainingState.Read(path).Optimiser);

        // What can be seen of damage without one is told.
        Expect(path, old[..^1], $"{path} cannot be read as a training state", "its end is missing");
    }

    [Theory]
    [InlineData('1')]
    [InlineData('4')]
    public void A_state_of_another_version_is_refused_with_its_number(char version)
    {
        using var folder = new TempFolder();
        var path = Written(folder, State());
        var other = File.ReadAllBytes(path);
        other[VersionAt] = (byte)version;
        Expect(path, other, $"{path} is a training state of version {version}", "begin anew");
    }

    [Fact]
    public async Task A_full_disk_is_told_and_the_state_before_stays()
    {
        await using var disk = await SmallDisk.MountAsync(2);
        var path = disk.File("run.state");
        State().Write(path);
        var before = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        disk.Fill("ballast", leave: before.Length / 2);
        var fault = Assert.Throws<IOException>(() => State(epochs: 4).Write(path));
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Make room", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(["ballast", "run.state"], Directory.GetFiles(disk.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        File.Delete(disk.File("ballast"));
        State(epochs: 4).Write(path);
        Assert.Equal(4, TrainingState.Read(path).History.Count);
    }

    private static void Expect(string path, byte[] content, params string[] texts)
    {
        File.WriteAllBytes(path, content);
        var fault = Assert.Throws<WorkshopException>(() => TrainingState.Read(path));
        Assert.All(texts, text => Assert.Contains(text, fault.Message, StringComparison.Ordinal));
        Assert.Equal(content, File.ReadAllBytes(path));
    }

    private static string Written(TempFolder folder, TrainingState state)
    {
        var path = folder.File("run.state");
        state.Write(path);
        return path;
    }

    private static TrainingState State(int epochs = 3)
    {
        TorchRuntime.Start(1);
        manual_seed(1);
        var features = new FeatureSpec { MelBands = 24, WindowFrames = 24, Layout = MfccLayout.None };
        var recipe = new Recipe { Features = features, Network = new ConvolutionalDesign { Filters = [4, 6] } };
        Label[] labels = [.. Enumerable.Range(0, 3).Select(i => new Label(i, $"Avis {i}", $"Bird {i}", $"bird-{i}", LabelKind.Bird))];
        using var network = recipe.Network.Create(NetworkShape.Of(features, labels.Length));
        using var adam = optim.AdamW(network.parameters(), 1e-3);
        using var average = new WeightAverage(network, 0.9);
        var windows = randn(4, 1, 24, 24);
        network.forward(windows).square().mean().backward();
        adam.step();
        average.Add(0);
        EpochReport[] history = [.. Enumerable.Range(1, epochs).Select(e => new EpochReport(e, 1.0 / e, 0.5, 1.5 / e, 0.4, 100, true))];
        return TrainingState.Of(
            new StateKeeping("run.state", "a run", new ModelMakings(recipe, labels, features, 1)),
            history,
            network,
            average,
            NamedValues.Of(network),
            adam);
    }
}
