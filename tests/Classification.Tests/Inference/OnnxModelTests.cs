using AvianVox.Classification.Inference;
using AvianVox.Classification.Packages;
using AvianVox.TestSupport;

namespace AvianVox.Classification.Tests.Inference;

public sealed class OnnxModelTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Workers_classify_at_once_and_each_gets_its_own_answers()
    {
        using var model = new OnnxModel(TestModels.Write(_temp.File("model")), threads: 1);
        using var start = new Barrier(4);
        var workers = Enumerable.Range(0, 4).Select(worker => Task.Factory.StartNew(
            () =>
            {
                using var classifier = model.CreateClassifier(maxBatch: 3);
                var windows = new float[36];
                var probabilities = new float[12];
                start.SignalAndWait(TestContext.Current.CancellationToken);
                for (var round = 0; round < 2_000; round++)
                {
                    var value = ((worker * 500) + (round % 500)) / 2_000f;
                    windows.AsSpan().Fill(value);
                    classifier.Classify(windows, 3, probabilities);
                    Assert.All(probabilities, probability => Assert.Equal(value, probability, 1e-6f));
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        await Task.WhenAll(workers);
    }

    [Fact]
    public void A_classifier_that_goes_leaves_the_others_and_the_model()
    {
        using var model = new OnnxModel(TestModels.Write(_temp.File("model")), threads: 1);
        using var staying = model.CreateClassifier(1);
        model.CreateClassifier(2).Dispose();
        var probabilities = new float[4];
        staying.Classify(Enumerable.Repeat(0.5f, 12).ToArray(), 1, probabilities);
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f], probabilities);
    }

    [Fact]
    public void A_network_that_changed_since_the_package_was_read_is_refused()
    {
        var package = TestModels.Write(_temp.File("model"));
        File.WriteAllBytes(package.OnnxPath, TestModels.RowMeans([-1, 7, 3], [2]));
        var fault = Assert.Throws<ModelPackageException>(() => new OnnxModel(package, 1));
        Assert.Contains("input 'spectrogram'", fault.Message, StringComparison.Ordinal);
    }
}
