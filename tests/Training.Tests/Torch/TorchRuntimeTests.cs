using AvianVox.Training.Fitting;
using AvianVox.Training.Networks;
using AvianVox.Training.Recipes;
using AvianVox.Training.Torch;
using TorchSharp;

namespace AvianVox.Training.Tests.Torch;

[Collection(nameof(TorchSeed))]
public sealed class TorchRuntimeTests
{
    [Fact]
    public async Task A_thread_that_computed_with_more_threads_before_computes_with_those_asked_for_now()
    {
        TorchRuntime.Start(2);
        using var network = new ConvolutionalDesign { Filters = [2, 2] }.Create(new NetworkShape(8, 8, 0, 2));
        var trainer = new Trainer(network, new FitOptions { Batch = 1 }, TimeProvider.System);
        var used = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var changed = new ManualResetEventSlim();
        var stop = TestContext.Current.CancellationToken;
        var thread = Task.Factory.StartNew(
            () =>
            {
                trainer.Logits(new float[64]);
                var before = torch.get_num_threads();
                used.SetResult();
                changed.Wait(stop);
                trainer.Logits(new float[64]);
                return (before, torch.get_num_threads());
            },
            stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await await Task.WhenAny(used.Task, thread);
        TorchRuntime.Start(1);
        changed.Set();
        Assert.Equal((2, 1), await thread);
    }
}
