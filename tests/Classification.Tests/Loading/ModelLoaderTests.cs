using System.Text.Json.Nodes;
using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.TestSupport;
using AvianVox.Training.Onnx;
using CsCheck;

namespace AvianVox.Classification.Tests.Loading;

public sealed class ModelLoaderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    private string Folder => _temp.File("rows");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_missing_folder_is_named()
        => Assert.Equal($"Model package {Folder}: there is no such folder.", Assert.Throws<ModelPackageException>(() => ModelLoader.Load(Folder)).Message);

    [Theory]
    [InlineData("model.json")]
    [InlineData("labels.csv")]
    [InlineData("model.onnx")]
    [InlineData("MODEL_CARD.md")]
    public void A_missing_file_is_named(string file)
    {
        TestModels.Write(Folder);
        File.Delete(Path.Combine(Folder, file));
        Assert.Equal([$"{file} is missing"], Faults());
    }

    [Fact]
    public void Broken_JSON_is_told_with_its_line()
    {
        TestModels.Write(Folder);
        File.WriteAllText(Path.Combine(Folder, "model.json"), "{\n  \"formatVersion\": 1,\n  \"name\" \"rows\"\n}");
        Assert.StartsWith("model.json line 3: no valid JSON", Assert.Single(Faults()), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Folder, "model.json"), "[1]");
        Assert.Equal(["model.json is no JSON object"], Faults());
        File.WriteAllText(Path.Combine(Folder, "model.json"), "");
        Assert.StartsWith("model.json line 1: no valid JSON", Assert.Single(Faults()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("formatVersion", "2", "model.json: formatVersion is 2; allowed: 1. A newer package needs a newer AvianVox")]
    [InlineData("formatVersion", "\"1\"", "model.json: formatVersion is \"1\"; allowed: a whole number")]
    [InlineData("formatVersion", null, "model.json: formatVersion is missing; allowed: a whole number")]
    [InlineData("name", "\"a b\"", "model.json: name is 'a b'; allowed: 1 to 64 letters, digits, dots, hyphens and underscores")]
    [InlineData("name", null, "model.json: name is missing; allowed: a string")]
    [InlineData("version", "\"1.0\\n\"", "model.json: version is '1.0\n'; allowed: 1 to 64 letters, digits, dots, hyphens and underscores")]
    [InlineData("licence", "\" \"", "model.json: licence is empty; allowed: an SPDX identifier, or a sentence that says how the weights may be used")]
    [InlineData("input", "\"picture\"", "model.json: input is \"picture\"; allowed: 'features', 'waveform'")]
    [InlineData("activation", "\"LogitsSoftmax\"", "model.json: activation is \"LogitsSoftmax\"; allowed: 'probabilities', 'logits-softmax', 'logits-sigmoid'")]
    [InlineData("defaultThreshold", "1.5", "model.json: defaultThreshold is 1.5; allowed: 0 to 1")]
    [InlineData("defaultThreshold", "\"NaN\"", "model.json: defaultThreshold is \"NaN\"; allowed: a finite number")]
    [InlineData("defaultThreshold", "1e999", "model.json: defaultThreshold is 1e999; allowed: a finite number")]
    [InlineData("thresholds.dog", "-0.1", "model.json: thresholds['dog'] is -0.1; allowed: 0 to 1")]
    [InlineData("thresholds.cat", "0.5", "model.json: thresholds['cat'] is for no label; allowed: codes of labels.csv")]
    [InlineData("thresholds.dog", "null", "model.json: thresholds['dog'] is null; allowed: a finite number")]
    [InlineData("provenance.seed", "1.5", "model.json: provenance.seed is 1.5; allowed: a whole number")]
    [InlineData("provenance.data", null, "model.json: provenance.data is missing; allowed: a string")]
    [InlineData("provenence", "{}", "model.json: provenence is no key of this format; the nearest is 'provenance'")]
    [InlineData("features.hop", "0", "model.json: features.hop is 0; allowed: 1 to FftSize")]
    [InlineData("features.hopp", "1", "model.json: features.hopp is no key of this format; the nearest is 'hop'")]
    [InlineData("features.clamp", "\"file\"", "model.json: features.clamp is File; allowed: None or Window: a stream has no whole file")]
    [InlineData("features", null, "model.json: features is missing, and input is 'features'")]
    [InlineData("features", "7", "model.json: features is 7; allowed: an object")]
    [InlineData("waveform", "{\"sampleRate\":48000,\"samples\":9}", "model.json: waveform is given, but input is 'features'; leave it out")]
    public void A_wrong_value_is_told_with_file_key_value_and_what_is_allowed(string path, string? json, string fault)
    {
        TestModels.Write(Folder);
        Edit(path, json);
        Assert.Equal([fault], Faults());
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        TestModels.Write(Folder);
        Edit("version", "\"\"");
        Edit("defaultThreshold", "2");
        Edit("features.fftSize", "1000");
        Edit("features.melDeviation", "0");
        Edit("thresholds.cat", "0.5");
        Edit("nonsense", "1");
        File.Delete(Path.Combine(Folder, "MODEL_CARD.md"));
        var message = Assert.Throws<ModelPackageException>(() => ModelLoader.Load(Folder)).Message;
        Assert.StartsWith($"Model package {Folder} has 7 faults:", message, StringComparison.Ordinal);
        foreach (var part in new[] { "version is ''", "defaultThreshold is 2", "features.fftSize is 1000", "features.melDeviation is 0", "thresholds['cat']", "nonsense is no key", "MODEL_CARD.md is missing" })
        {
            Assert.Contains(part, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_changed_network_is_told_by_its_hash()
    {
        TestModels.Write(Folder);
        var onnx = Path.Combine(Folder, "model.onnx");
        var bytes = File.ReadAllBytes(onnx);
        bytes[^1] ^= 1;
        File.WriteAllBytes(onnx, bytes);
        Assert.Contains("model.json: sha256 is '", Assert.Single(Faults()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "labels.csv line 1: the header is ''; allowed: 'index,scientific_name,common_name,code,kind'")]
    [InlineData("index,scientific_name,common_name,code,kind\n", "labels.csv: there is no label; allowed: at least 1")]
    [InlineData("index,scientific_name,common_name,code,kind\n0,A,A,a,bird\n1,B,B,b,bird\n2,C,C,c,bird\n3,D,D,dog,plane\n", "labels.csv line 5: kind is 'plane'; allowed: 'bird', 'human', 'dog', 'insect', 'animal', 'noise'")]
    [InlineData("index,scientific_name,common_name,code,kind\n0,A,A,a,bird\n-1,B,B,dog,bird\n", "labels.csv line 3: index is '-1'; allowed: a whole number from 0")]
    [InlineData("index,scientific_name,common_name,code,kind\n0,A,A,dog,bird,more\n", "labels.csv line 2: 6 fields; allowed: 5. A field with a comma stands in double quotes")]
    [InlineData("index,scientific_name,common_name,code,kind\n0,A,\"A,dog,bird\n", "labels.csv line 2: a quote is never closed")]
    [InlineData("index,scientific_name,common_name,code,kind\n0,A,A,a,bird\n1,B,B,b,bird\n2,C,C,c,bird\n3,D,D,Dog!,bird\n", "labels.csv: code 'Dog!' of index 3; allowed: lower-case letters, digits and hyphens, at most 64")]
    [InlineData("index,scientific_name,common_name,code,kind\n0,A,A,a,bird\n1,B,,b,bird\n2,C,C,c,bird\n3,D,D,dog,bird\n", "labels.csv: index 1 has an empty name; where there is no scientific name, the English one stands in both places")]
    [InlineData("index,scientific_name,common_name,code,kind\n0,A,A,a,bird\n1,B,B,a,bird\n2,C,C,c,bird\n3,D,D,dog,bird\n", "labels.csv: code 'a' is given 2 times (index 0, 1); allowed: once")]
    [InlineData("index,scientific_name,common_name,code,kind\n0,A,A,a,bird\n0,B,B,b,bird\n2,C,C,c,bird\n3,D,D,dog,bird\n", "labels.csv: index 0 is given 2 times ('A', 'B'); allowed: once")]
    [InlineData("index,scientific_name,common_name,code,kind\n0,A,A,a,bird\n9,B,B,b,bird\n2,C,C,c,bird\n3,D,D,dog,bird\n", "labels.csv: index 9 ('B'); allowed: 0 to 3, each once")]
    public void Wrong_labels_are_told_with_their_line_or_index(string csv, string fault)
    {
        TestModels.Write(Folder);
        File.WriteAllText(Path.Combine(Folder, "labels.csv"), csv);
        Assert.Equal([fault], Faults());
    }

    [Fact]
    public void Labels_may_stand_in_any_order()
    {
        TestModels.Write(Folder);
        File.Delete(Path.Combine(Folder, "SHA256SUMS"));
        File.WriteAllText(Path.Combine(Folder, "labels.csv"), "index,scientific_name,common_name,code,kind\r\n3,D,D,dog,bird\r\n1,B,B,b,noise\r\n0,A,A,a,bird\r\n2,C,C,c,bird\r\n");
        Assert.Equal(["a", "b", "c", "dog"], ModelLoader.Load(Folder).Labels.Select(l => l.Code));
    }

    [Fact]
    public void Labels_and_output_must_agree()
        => Assert.Contains(
            "model.onnx: output 'probabilities' is Float [N, 4]; labels.csv has 3 labels, so allowed: Float [N, 3]",
            Refused(labels: TestModels.Labels[..3]),
            StringComparison.Ordinal);

    [Fact]
    public void Spec_and_input_must_agree()
        => Assert.Contains(
            "model.onnx: input 'input' is Float [N, 1, 4, 3]; allowed by model.json: Float [N, 1, 4, 5] or [N, 4, 5] or [N, 4, 5, 1], the batch N free or 1",
            Refused(manifest: TestModels.Manifest with { Features = TestModels.Spec with { WindowFrames = 5 } }),
            StringComparison.Ordinal);

    [Fact]
    public void A_fixed_batch_other_than_one_is_refused()
        => Assert.Contains("model.onnx: input 'input' is Float [8, 1, 4, 3]", Refused(TestModels.RowMeans(batch: 8)), StringComparison.Ordinal);

    [Fact]
    public void What_is_no_ONNX_file_is_refused()
        => Assert.Contains("model.onnx: ONNX Runtime cannot open it", Refused([1, 2, 3, 4]), StringComparison.Ordinal);

    [Fact]
    public void Of_several_outputs_the_one_named_probabilities_is_taken_and_else_the_only_one_that_fits()
    {
        static byte[] TwoOutputs(string first, string second, int width)
        {
            var graph = new OnnxGraph("two");
            var input = graph.Input("input", OnnxGraph.Batch, 1, 4, 3);
            graph.Output(graph.Reduce("ReduceMean", input, [1, width == 4 ? 3 : 2], name: first), OnnxGraph.Batch, width);
            graph.Output(graph.Reduce("ReduceMax", input, [1, 3], name: second), OnnxGraph.Batch, 4);
            return graph.ToArray();
        }

        TestModels.Write(_temp.File("named"), TwoOutputs("embedding", "probabilities", 4));
        TestModels.Write(_temp.File("fitting"), TwoOutputs("embedding", "scores", 3));
        Assert.Contains("2 outputs ('embedding', 'scores') and none is plainly the scores", Refused(TwoOutputs("embedding", "scores", 4)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.json")]
    [InlineData("labels.csv")]
    public void Damage_anywhere_gives_a_fault_that_names_the_file_or_a_package_that_still_loads(string file)
    {
        TestModels.Write(Folder);
        var path = Path.Combine(Folder, file);
        var whole = File.ReadAllBytes(path);
        var refused = 0;
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Bool).Sample((at, value, cut) =>
        {
            var damaged = cut ? whole[..at] : [.. whole[..at], value, .. whole[(at + 1)..]];
            File.WriteAllBytes(path, damaged);
            try
            {
                Assert.Equal(4, ModelLoader.Load(Folder).Labels.Count);
            }
            catch (ModelPackageException e)
            {
                refused++;
                Assert.Contains(file, e.Message, StringComparison.Ordinal);
            }
        }, iter: 120, threads: 1);
        Assert.True(refused > 30, $"only {refused} of 120 were refused");
    }

    [Fact]
    public void A_byte_order_mark_is_ignored_and_half_a_surrogate_pair_is_a_fault()
    {
        TestModels.Write(Folder);
        File.Delete(Path.Combine(Folder, "SHA256SUMS"));
        var path = Path.Combine(Folder, "model.json");
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal("rows", ModelLoader.Load(Folder).Manifest.Name);
        File.WriteAllText(path, text.Replace("\"MIT\"", "\"\\ud800\"", StringComparison.Ordinal));
        Assert.Equal(["model.json: it holds text that is no valid Unicode"], Faults());
    }

    private string Refused(byte[]? onnx = null, ModelManifest? manifest = null, IReadOnlyList<Label>? labels = null)
        => Assert.Throws<ModelPackageException>(() => TestModels.Write(Folder, onnx, (manifest ?? TestModels.Manifest) with { Thresholds = new Dictionary<string, double>() }, labels)).Message;

    private IReadOnlyList<string> Faults() => Assert.Throws<ModelPackageException>(() => ModelLoader.Load(Folder)).Faults;

    /// <summary>Sets a key of model.json, or removes it; the path's parts are joined by dots.</summary>
    private void Edit(string path, string? json)
    {
        var file = Path.Combine(Folder, "model.json");
        var root = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        var keys = path.Split('.');
        var parent = keys[..^1].Aggregate(root, (node, key) => node[key]!.AsObject());
        if (json is null)
        {
            parent.Remove(keys[^1]);
        }
        else
        {
            parent[keys[^1]] = JsonNode.Parse(json);
        }

        File.WriteAllText(file, root.ToJsonString());
    }
}
