using System.Text.Json.Nodes;
using PureHDF;

namespace AvianVox.Training.Tests.Keras;

/// <summary>Writes small files in the layout of Keras 2, so that the importer is tested on architectures the study never used.</summary>
internal static class KerasSample
{
    public static JsonObject Layer(string kind, string name, params (string Key, JsonNode? Value)[] settings)
    {
        var config = new JsonObject { ["name"] = name };
        foreach (var (key, value) in settings)
        {
            config[key] = value;
        }

        return new JsonObject { ["class_name"] = kind, ["config"] = config };
    }

    public static void Write(string path, IEnumerable<JsonObject> layers, params (string Layer, string Weight, Array Values)[] weights)
        => Write(path, "Sequential", new JsonObject { ["name"] = "sample", ["layers"] = new JsonArray([.. layers]) }, weights);

    public static void Write(string path, string kind, JsonNode config, params (string Layer, string Weight, Array Values)[] weights)
    {
        var groups = new H5Group();
        foreach (var layer in weights.GroupBy(w => w.Layer))
        {
            var arrays = new H5Group();
            foreach (var (_, weight, values) in layer)
            {
                arrays[weight + ":0"] = values;
            }

            groups[layer.Key] = new H5Group
            {
                [layer.Key] = arrays,
                Attributes = new() { ["weight_names"] = layer.Select(w => $"{layer.Key}/{w.Weight}:0").ToArray() },
            };
        }

        new H5File
        {
            ["model_weights"] = groups,
            Attributes = new()
            {
                ["model_config"] = new JsonObject { ["class_name"] = kind, ["config"] = config }.ToJsonString(),
                ["keras_version"] = "2.2.4",
            },
        }.Write(path);
    }
}
