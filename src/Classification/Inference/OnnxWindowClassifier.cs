using System.Globalization;
using AvianVox.Classification.Packages;
using Microsoft.ML.OnnxRuntime;

namespace AvianVox.Classification.Inference;

/// <summary>
/// Runs the network of a model package in ONNX Runtime. Buffers and bindings are made once, so that classifying
/// allocates nothing on the managed heap after the first call of each batch size.
/// </summary>
/// <remarks>
/// A score that is not a number (bad samples in, overflow within) becomes 0 and is counted: a station must neither
/// die of one bad block nor report a bird on it.
/// </remarks>
public sealed class OnnxWindowClassifier : IWindowClassifier
{
    /// <summary>How far outside 0 to 1 a probability may lie by rounding.</summary>
    private const float Slack = 1e-3f;

    private readonly OnnxModel _model;
    private readonly bool _ownsModel;
    private readonly RunOptions _run = new();

    /// <summary>Input of the largest batch; pinned by the tensors over it.</summary>
    private readonly float[] _input;

    /// <summary>Output of the largest batch; pinned by the tensors over it.</summary>
    private readonly float[] _output;

    /// <summary>Binding per number of windows, made on first use; index 0 is one window.</summary>
    private readonly WindowBinding?[] _bindings;

    /// <summary>
    /// Opens a network for this classifier alone, and runs it once on silence, so that the first real window is not late.
    /// </summary>
    /// <param name="package">Package that was loaded.</param>
    /// <param name="threads">Threads that share the work of one operator; at least 1.</param>
    /// <param name="maxBatch">Most windows per call; at least 1.</param>
    /// <exception cref="ModelPackageException">The network cannot be run, or its output is not what the package says.</exception>
    public OnnxWindowClassifier(ModelPackage package, int threads, int maxBatch)
        : this(new OnnxModel(package, threads), maxBatch, ownsModel: true)
    {
    }

    internal OnnxWindowClassifier(OnnxModel model, int maxBatch, bool ownsModel)
    {
        _model = model;
        _ownsModel = ownsModel;
        InputLength = model.Package.Manifest.InputLength;
        LabelCount = model.Package.Labels.Count;
        MaxBatch = maxBatch;
        try
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
            var batch = model.Signature.FixedBatch ? 1 : maxBatch;
            _input = GC.AllocateArray<float>(checked(batch * InputLength), pinned: true);
            _output = GC.AllocateArray<float>(checked(batch * LabelCount), pinned: true);
            _bindings = new WindowBinding?[batch];
            WarmUp(model.Package);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public int InputLength { get; }

    /// <inheritdoc />
    public int LabelCount { get; }

    /// <inheritdoc />
    public int MaxBatch { get; }

    /// <summary>Scores so far that were not a number and were given out as 0.</summary>
    public long NonNumbers { get; private set; }

    /// <inheritdoc />
    public void Classify(ReadOnlySpan<float> windows, int count, Span<float> probabilities)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxBatch);
        RequireLength(windows.Length, count * InputLength, nameof(windows));
        RequireLength(probabilities.Length, count * LabelCount, nameof(probabilities));

        // A network with a fixed batch of one takes the windows one by one.
        var step = Math.Min(count, _bindings.Length);
        for (var first = 0; first < count; first += step)
        {
            var scores = probabilities.Slice(first * LabelCount, step * LabelCount);
            Run(windows.Slice(first * InputLength, step * InputLength), step, scores);
            for (var window = 0; window < step; window++)
            {
                NonNumbers += Activations.Apply(_model.Package.Manifest.Activation, scores.Slice(window * LabelCount, LabelCount));
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var binding in _bindings ?? [])
        {
            binding?.Dispose();
        }

        _run.Dispose();
        if (_ownsModel)
        {
            _model.Dispose();
        }
    }

    private static void RequireLength(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"The length is {length}; {expected} is needed.", name);
        }
    }

    private void WarmUp(ModelPackage package)
    {
        var scores = new float[LabelCount];
        try
        {
            Run(new float[InputLength], 1, scores);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelPackageException(
                $"Model package {package.Folder}: {ModelPackage.OnnxName}: ONNX Runtime cannot run it ({OnnxMemory.Describe(e)}).", e);
        }

        foreach (var score in scores)
        {
            if (package.Manifest.Activation == OutputActivation.Probabilities && (score < -Slack || score > 1 + Slack))
            {
                throw new ModelPackageException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Model package {package.Folder}: {ManifestFile.Name}: activation is 'probabilities', but {ModelPackage.OnnxName} "
                        + $"gives {score} on silence; allowed: {Spelling.All<OutputActivation>()}."));
            }
        }
    }

    private void Run(ReadOnlySpan<float> windows, int count, Span<float> scores)
    {
        windows.CopyTo(_input);
        var binding = _bindings[count - 1] ??= new WindowBinding(
            _model,
            _input.AsMemory(0, count * InputLength),
            _output.AsMemory(0, count * LabelCount),
            count);
        _model.Session.RunWithBinding(_run, binding.Io);
        _output.AsSpan(0, scores.Length).CopyTo(scores);
    }
}
