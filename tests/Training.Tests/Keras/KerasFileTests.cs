using System.IO.Compression;
using System.Text.Json.Nodes;
using AvianVox.TestSupport;
using AvianVox.Training.Keras;
using PureHDF;

namespace AvianVox.Training.Tests.Keras;

public sealed class KerasFileTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void The_studys_weights_are_read_as_numpy_reads_them()
    {
        var model = KerasFile.Read(SharedData.Require("seed/CNN_v20_weights.best.hdf5"));
        Assert.Equal(80_411, model.ParameterCount);
        Assert.Equal("2.2.4", model.KerasVersion);
        Assert.Equal([128, 128, 1], model.InputShape);
        using var npz = ZipFile.OpenRead(SharedData.Require("golden/seed_cnn/weights_keras_layout.npz"));
        foreach (var (layer, weight, entry) in new[]
        {
            ("conv2d_1", "kernel", "conv1_kernel_HWIO"), ("conv2d_1", "bias", "conv1_bias"),
            ("conv2d_2", "kernel", "conv2_kernel_HWIO"), ("conv2d_2", "bias", "conv2_bias"),
            ("conv2d_3", "kernel", "conv3_kernel_HWIO"), ("conv2d_3", "bias", "conv3_bias"),
            ("dense_1", "kernel", "dense_kernel"), ("dense_1", "bias", "dense_bias"),
        })
        {
            var tensor = model.Layers.Single(l => l.Name == layer).Weights.Single(w => w.Name == weight);
            var expected = Npy(npz, entry);
            Assert.Equal(expected.Shape, tensor.Shape);
            Assert.Equal(expected.Values, tensor.Values);
        }
    }

    [Fact]
    public void What_is_no_such_file_is_refused_in_one_line_that_names_it()
    {
        var missing = _temp.File("missing.h5");
        Assert.Equal($"{missing}: there is no such file.", Fault(missing));

        var text = _temp.File("text.h5");
        File.WriteAllText(text, "no HDF5 at all");
        Assert.StartsWith($"{text} is no HDF5 file", Fault(text), StringComparison.Ordinal);

        var empty = _temp.File("empty.h5");
        File.WriteAllBytes(empty, []);
        Assert.StartsWith($"{empty} is no HDF5 file", Fault(empty), StringComparison.Ordinal);

        var other = _temp.File("other.h5");
        new H5File { ["x"] = new float[] { 1 } }.Write(other);
        Assert.Contains("no Keras model with its architecture", Fault(other), StringComparison.Ordinal);

        var functional = _temp.File("functional.h5");
        KerasSample.Write(functional, "Model", new JsonObject { ["layers"] = new JsonArray() });
        Assert.Contains("only Sequential ones", Fault(functional), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_short_anywhere_is_refused_and_never_crashes()
    {
        var whole = _temp.File("whole.h5");
        KerasSample.Write(
            whole,
            [
                KerasSample.Layer("GlobalAveragePooling2D", "g", ("batch_input_shape", new JsonArray(null, 2, 2, 1))),
                KerasSample.Layer("Dense", "d", ("units", 2)),
            ],
            ("d", "kernel", new float[1, 2]),
            ("d", "bias", new float[2]));
        Assert.Equal(2, KerasFile.Read(whole).Layers.Count);
        var bytes = File.ReadAllBytes(whole);
        var cut = _temp.File("cut.h5");
        for (var length = 0; length < bytes.Length - 64; length += Math.Max(1, bytes.Length / 40))
        {
            File.WriteAllBytes(cut, bytes[..length]);
            Assert.Contains("cut.h5", Fault(cut), StringComparison.Ordinal);
        }
    }

    private static NpyArray Npy(ZipArchive npz, string name)
    {
        using var entry = npz.GetEntry(name + ".npy")!.Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return NpyArray.Parse(bytes.ToArray(), name);
    }

    private static string Fault(string path) => Assert.Throws<WorkshopException>(() => KerasFile.Read(path)).Message;
}
