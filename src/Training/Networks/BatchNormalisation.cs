using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AvianVox.Training.Networks;

/// <summary>Batch normalisation with torch's usual constants, on the weights and running statistics of a module.</summary>
internal static class BatchNormalisation
{
    private const double Momentum = 0.1;
    private const double Epsilon = 1e-5;

    /// <summary>
    /// What the module's own forward computes, without its counter of batches, which serves no fixed momentum: the binding adds a number
    /// to it that the collector may take away in the middle, once in many thousand steps, and the run dies of it.
    /// </summary>
    /// <param name="norm">The module; where it is training, its running statistics move, and stand in where a channel has a
    /// single value, which has no variance.</param>
    /// <param name="input">[N, C, H, W].</param>
    public static Tensor Forward(BatchNorm2d norm, Tensor input) =>
        nn.functional.batch_norm(
            input,
            norm.running_mean!,
            norm.running_var!,
            norm.weight!,
            norm.bias!,
            norm.training && input.numel() > input.shape[1],
            Momentum,
            Epsilon);
}
