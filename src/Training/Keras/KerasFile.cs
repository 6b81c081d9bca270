using System.Text.Json;
using PureHDF;
using PureHDF.VOL.Native;

namespace AvianVox.Training.Keras;

/// <summary>
/// Reads models that Keras 2 saved as HDF5, architecture and weights: the attribute model_config holds the layers
/// as JSON, the group model_weights one group per layer, whose attribute weight_names lists its arrays in order.
/// </summary>
internal static class KerasFile
{
    private const string WeightsGroup = "model_weights";
    private const string ConfigAttribute = "model_config";

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the .hdf5 or .h5 file.</param>
    /// <exception cref="WorkshopException">It is no such file, or no Sequential model.</exception>
    public static KerasModel Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new WorkshopException($"{path}: there is no such file.");
        }

        RequireSignature(path);
        try
        {
            using var file = H5File.OpenRead(path);
            return Read(path, file);
        }
        catch (Exception e) when (e is not (WorkshopException or OutOfMemoryException))
        {
            // PureHDF throws exceptions of many kinds, plain Exception among them, on damaged files.
            throw new WorkshopException(
                $"{path}: the HDF5 file is damaged or of a kind that is not understood ({e.Message.TrimEnd('.')}).", e);
        }
    }

    private static void RequireSignature(string path)
    {
        ReadOnlySpan<byte> signature = [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];
        Span<byte> start = stackalloc byte[8];
        using var file = File.OpenRead(path);
        if (file.ReadAtLeast(start, 8, throwOnEndOfStream: false) < 8 || !start.SequenceEqual(signature))
        {
            throw new WorkshopException($"{path} is no HDF5 file; a model saved by Keras 2 (.hdf5, .h5) is needed.");
        }
    }

    private static KerasModel Read(string path, NativeFile root)
    {
        if (!root.AttributeExists(ConfigAttribute) || !root.LinkExists(WeightsGroup))
        {
            throw new WorkshopException(
                $"{path} holds no Keras model with its architecture ({ConfigAttribute} and {WeightsGroup}); save it with model.save, " +
                "not save_weights.");
        }

        using var json = JsonDocument.Parse(root.Attribute(ConfigAttribute).Read<string>());
        var model = json.RootElement;
        var kind = model.GetProperty("class_name").GetString();
        if (kind != "Sequential")
        {
            throw new WorkshopException($"{path} holds a model of class {kind}; only Sequential ones can be imported.");
        }

        // Keras before 2.2.3 wrote the list of layers itself where later ones write an object around it.
        var config = model.GetProperty("config");
        var list = config.ValueKind == JsonValueKind.Array ? config : config.GetProperty("layers");
        var name = config.ValueKind == JsonValueKind.Object && config.TryGetProperty("name", out var given)
            ? given.GetString()!
            : "sequential";
        var weights = root.Group(WeightsGroup);
        var layers = new List<KerasLayer>();
        int[]? input = null;
        foreach (var element in list.EnumerateArray())
        {
            var layer = ReadLayer(element, weights);
            input ??= InputShape(path, layer);
            layers.Add(layer);
        }

        var version = root.AttributeExists("keras_version") ? root.Attribute("keras_version").Read<string>() : "unknown";
        return new KerasModel(name, version, input ?? throw new WorkshopException($"{path} holds a model without layers."), layers);
    }

    private static KerasLayer ReadLayer(JsonElement element, IH5Group weights)
    {
        var config = element.GetProperty("config").Clone();
        var name = config.GetProperty("name").GetString()!;
        var tensors = new List<KerasTensor>();
        if (weights.LinkExists(name))
        {
            var group = weights.Group(name);
            foreach (var path in WeightNames(group))
            {
                var dataset = group.Dataset(path.TrimEnd('\0'));
                tensors.Add(new KerasTensor(
                    path.TrimEnd('\0').Split('/')[^1].Split(':')[0],
                    [.. dataset.Space.Dimensions.Select(d => checked((int)d))],
                    dataset.Read<float[]>()));
            }
        }

        return new KerasLayer(element.GetProperty("class_name").GetString()!, name, config, tensors);
    }

    private static string[] WeightNames(IH5Group layer)
    {
        if (!layer.AttributeExists("weight_names"))
        {
            return [];
        }

        // A layer without weights has an empty list, which h5py writes as numbers.
        var names = layer.Attribute("weight_names");
        return names.Space.Dimensions is [0] ? [] : names.Read<string[]>();
    }

    private static int[] InputShape(string path, KerasLayer first)
    {
        if (first.Config.TryGetProperty("batch_input_shape", out var shape) && shape.GetArrayLength() == 4
            && shape.EnumerateArray().Skip(1).All(d => d.ValueKind == JsonValueKind.Number))
        {
            return [.. shape.EnumerateArray().Skip(1).Select(d => d.GetInt32())];
        }

        throw new WorkshopException(
            $"{path}: the first layer, '{first.Name}', does not state its input as [batch, rows, columns, channels].");
    }
}
