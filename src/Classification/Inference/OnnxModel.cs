using AvianVox.Classification.Packages;
using Microsoft.ML.OnnxRuntime;

namespace AvianVox.Classification.Inference;

/// <summary>The network of a model package, opened once for all that classify with it.</summary>
/// <remarks>
/// One session, and one classifier with buffers of its own for each worker (<see cref="CreateClassifier"/>), rather than a session for each
/// or a lock around one. ONNX Runtime allows a session to be run by several threads at once: its graph and weights are only read, and what
/// a
/// run needs beside them comes from an arena that is made for it. A session of its own would hold all weights again (measured with a
/// network of 1 MB: 4 MB for each further session, 0.3 MB for each further classifier), and a lock would let one source wait for another
/// while a core is idle.
/// <para>
/// Set for a small machine: one thread unless told otherwise, operators one after the other, and no thread that
/// spins while it waits, which on a Raspberry Pi would burn the core that the next source needs.
/// </para>
/// </remarks>
public sealed class OnnxModel : IDisposable
{
    /// <summary>Opens the network.</summary>
    /// <param name="package">Package that was loaded.</param>
    /// <param name="threads">Threads that share the work of one operator, for all classifiers together; at least 1.</param>
    /// <exception cref="ModelPackageException">The network cannot be opened, or is not what the package says.</exception>
    public OnnxModel(ModelPackage package, int threads)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Package = package;
        Session = Open(package, threads);
        var faults = new List<string>();
        if (OnnxSignature.Match(Session, package.Manifest, package.Labels.Count, faults) is not { } signature)
        {
            Session.Dispose();
            throw new ModelPackageException(package.Folder, [.. faults.Select(f => $"{ModelPackage.OnnxName}: {f}")]);
        }

        Signature = signature;
    }

    /// <summary>The package it belongs to.</summary>
    public ModelPackage Package { get; }

    internal InferenceSession Session { get; }

    internal OnnxSignature Signature { get; }

    /// <summary>Creates a classifier for one worker. Any number of them may classify at once. To be disposed before the model is.</summary>
    /// <param name="maxBatch">Most windows per call; at least 1.</param>
    /// <exception cref="ModelPackageException">The network cannot be run, or its output is not what the package says.</exception>
    public OnnxWindowClassifier CreateClassifier(int maxBatch) => new(this, maxBatch, ownsModel: false);

    /// <inheritdoc />
    public void Dispose() => Session.Dispose();

    private static InferenceSession Open(ModelPackage package, int threads)
    {
        using var options = OnnxSession.Options(threads, GraphOptimizationLevel.ORT_ENABLE_ALL, OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        OnnxMemory.Bound(options);
        try
        {
            return new InferenceSession(package.OnnxPath, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelPackageException(
                $"Model package {package.Folder}: {ModelPackage.OnnxName}: ONNX Runtime cannot open it ({OnnxMemory.Describe(e)}).", e);
        }
    }
}
