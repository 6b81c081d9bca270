using System.Globalization;
using System.Security.Cryptography;
using AvianVox.Classification.Inference;
using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.TestSupport;

namespace AvianVox.Classification.Tests.Loading;

/// <summary>
/// Networks damaged by chance, whose package vouches for them all the same: each classifies or is refused by name, in bounded memory.
/// AVIANVOX_MUTATIONS sets how many; the long form is 500.
/// </summary>
public sealed class MutatedModelsTests : IDisposable
{
    private const int Few = 40;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Every_mutated_network_classifies_or_is_refused_by_name()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("AVIANVOX_MUTATIONS"), CultureInfo.InvariantCulture, out var many) ? many : Few;
        List<string> folders = [TestModels.Write(_temp.File("rows")).Folder];
        if (Directory.Exists(Path.Combine(ProjectRoot.Path, "models/california-birds")))
        {
            folders.Add(Path.Combine(ProjectRoot.Path, "models/california-birds"));
        }

        var mutator = new Mutator(20_240_512);
        int classified = 0, refused = 0;
        for (var round = 0; round < count; round++)
        {
            var folder = Copy(folders[round % folders.Count], mutator);
            try
            {
                var package = ModelLoader.Load(folder);
                using var classifier = new OnnxWindowClassifier(package, 1, 2);
                var scores = new float[classifier.LabelCount];
                classifier.Classify(new float[classifier.InputLength], 1, scores);
                Assert.All(scores, score => Assert.InRange(score, 0, 1));
                classified++;
            }
            catch (ModelPackageException fault)
            {
                Assert.Contains(folder, fault.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        var peak = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)) : "";
        TestContext.Current.TestOutputHelper?.WriteLine($"{classified} classified, {refused} refused; {peak}");
        Assert.True(refused > count / 10, $"{refused} refused: this test tested little");
    }

    /// <summary>A package whose network is damaged and whose hash is that of the damaged one.</summary>
    private string Copy(string from, Mutator mutator)
    {
        var to = _temp.File("mutated");
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }

        var onnx = mutator.Damage(File.ReadAllBytes(Path.Combine(from, "model.onnx")), 400);
        File.WriteAllBytes(Path.Combine(to, "model.onnx"), onnx);
        var manifest = File.ReadAllText(Path.Combine(from, "model.json"));
        var old = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(from, "model.onnx"))));
        File.WriteAllText(Path.Combine(to, "model.json"), manifest.Replace(old, Convert.ToHexStringLower(SHA256.HashData(onnx)), StringComparison.Ordinal));
        return to;
    }
}
