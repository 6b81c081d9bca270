using AvianVox.Classification.Packages;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AvianVox.Classification.Inference;

/// <summary>Input and output of a network, matched against what its package says of it.</summary>
/// <param name="InputName">Name of the input.</param>
/// <param name="InputShape">Length per axis of one window; the first, the batch, is 1.</param>
/// <param name="OutputName">Name of the output that holds the scores.</param>
/// <param name="FixedBatch">Whether the network takes one window at a time only.</param>
internal sealed record OnnxSignature(string InputName, long[] InputShape, string OutputName, bool FixedBatch)
{
    /// <summary>The output that is taken where a network has several.</summary>
    private const string PreferredOutput = "probabilities";

    /// <summary>Opens a network just to look at it.</summary>
    /// <param name="path">Path of model.onnx.</param>
    /// <param name="manifest">What the package says.</param>
    /// <param name="labels">Number of labels; null when unknown.</param>
    /// <returns>The faults; empty when it fits.</returns>
    public static IReadOnlyList<string> Inspect(string path, ModelManifest manifest, int? labels)
    {
        var faults = new List<string>();
        // Shapes need no optimised graph, and a package's faults are told by us, not by the runtime's log.
        using var options = OnnxSession.Options(
            threads: 1, GraphOptimizationLevel.ORT_DISABLE_ALL, OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        OnnxMemory.Bound(options);
        try
        {
            using var session = new InferenceSession(path, options);
            Match(session, manifest, labels, faults);
        }
        catch (OnnxRuntimeException e)
        {
            faults.Add($"ONNX Runtime cannot open it ({OnnxMemory.Describe(e)})");
        }

        return faults;
    }

    /// <summary>Matches an open network.</summary>
    /// <param name="session">Network.</param>
    /// <param name="manifest">What the package says.</param>
    /// <param name="labels">Number of labels; null when unknown.</param>
    /// <param name="faults">Receives the faults.</param>
    /// <returns>The signature; null when there are faults.</returns>
    public static OnnxSignature? Match(InferenceSession session, ModelManifest manifest, int? labels, List<string> faults)
    {
        var before = faults.Count;
        var (inputName, inputShape, fixedBatch) = MatchInput(session, manifest, faults);
        var outputName = MatchOutput(session, labels, fixedBatch, faults);
        return faults.Count == before ? new OnnxSignature(inputName, inputShape, outputName, fixedBatch) : null;
    }

    private static (string Name, long[] Shape, bool FixedBatch) MatchInput(
        InferenceSession session,
        ModelManifest manifest,
        List<string> faults)
    {
        if (session.InputMetadata.Count != 1)
        {
            faults.Add($"it has {session.InputMetadata.Count} inputs ({Names(session.InputMetadata.Keys)}); allowed: 1");
            return ("", [], false);
        }

        var (name, metadata) = session.InputMetadata.Single();
        var layouts = Layouts(manifest);
        if (layouts.Count == 0)
        {
            return (name, [], false);
        }

        var shape = metadata.Dimensions;
        var layout = layouts.FirstOrDefault(l => Fits(shape, l));
        if (metadata.ElementDataType != TensorElementType.Float || layout is null || shape[0] is not (1 or < 0))
        {
            faults.Add($"input '{name}' is {metadata.ElementDataType} {Shown(shape)}; allowed by {ManifestFile.Name}: Float "
                + $"{string.Join(" or ", layouts.Select(l => Shown([-1, .. l[1..]])))}, the batch N free or 1");
            return (name, [], false);
        }

        return (name, [.. layout.Select(d => (long)d)], shape[0] == 1);
    }

    private static string MatchOutput(InferenceSession session, int? labels, bool fixedBatch, List<string> faults)
    {
        var outputs = session.OutputMetadata;
        var name = outputs.ContainsKey(PreferredOutput) ? PreferredOutput
            : outputs.Count == 1 ? outputs.Keys.Single()
            : outputs.Where(o => labels is not null && Fits(o.Value.Dimensions, [1, labels.Value])).Select(o =>
                o.Key).ToArray() is [var only] ? only
            : null;
        if (name is null)
        {
            faults.Add($"it has {outputs.Count} outputs ({Names(outputs.Keys)}) and none is plainly the scores; allowed: one named "
                + $"'{PreferredOutput}', or a single one of shape [N, number of labels]");
            return "";
        }

        var metadata = outputs[name];
        var shape = metadata.Dimensions;
        if (labels is not { } count)
        {
            return name;
        }

        if (metadata.ElementDataType != TensorElementType.Float || !Fits(shape, [1, count])
            || !(shape[0] < 0 || (shape[0] == 1 && fixedBatch)))
        {
            faults.Add($"output '{name}' is {metadata.ElementDataType} {Shown(shape)}; {LabelsFile.Name} has {count} labels, so allowed: "
                + $"Float {Shown([fixedBatch ? 1 : -1, count])}");
        }

        return name;
    }

    /// <summary>
    /// The shapes in which a window may be taken, batch 1; none where the spec is faulty. All of them hold the values in the same order.
    /// </summary>
    private static List<int[]> Layouts(ModelManifest manifest) => manifest switch
    {
        { Input: InputKind.Features, Features: { } spec } when spec.Faults().Count == 0 =>
            [[1, 1, spec.Rows, spec.WindowFrames], [1, spec.Rows, spec.WindowFrames], [1, spec.Rows, spec.WindowFrames, 1]],
        { Input: InputKind.Waveform, Waveform: { } waveform } when waveform.Faults().Count == 0 => [[1, waveform.Samples]],
        _ => [],
    };

    /// <summary>Whether a shape agrees with a layout behind the batch axis; free axes (negative) agree with anything.</summary>
    private static bool Fits(int[] shape, int[] layout)
        => shape.Length == layout.Length && shape.Zip(layout).Skip(1).All(p => p.First < 0 || p.First == p.Second);

    private static string Shown(int[] shape) =>
        $"[{string.Join(", ", shape.Select((d, axis) => d >= 0 ? $"{d}" : axis == 0 ? "N" : "?"))}]";

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));
}
