using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;
using AvianVox.Training.Fitting;
using AvianVox.Training.Networks;

namespace AvianVox.Training.Making;

/// <summary>
/// A network in ONNX, in a draft of a package that has been compared with torch on real windows. The draft goes with disposal.
/// </summary>
internal sealed class ExportedNetwork : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("avianvox-train-").FullName;
    private readonly byte[] _onnx;

    /// <summary>Exports and compares.</summary>
    /// <param name="network">Network, as it is to ship.</param>
    /// <param name="trainer">Holds it.</param>
    /// <param name="named">Name, version and licence of the package.</param>
    /// <param name="spec">Front end, scaled.</param>
    /// <param name="labels">Labels.</param>
    /// <param name="clips">Recordings of these labels, to compare on; at least one.</param>
    /// <exception cref="InvalidOperationException">ONNX and torch differ by more than
    /// <see cref="ExportCheck.LargestDeviation"/>.</exception>
    public ExportedNetwork(
        AcousticNetwork network,
        Trainer trainer,
        (string Name, string Version, string Licence) named,
        FeatureSpec spec,
        IReadOnlyList<Label> labels,
        IReadOnlyList<Clip> clips)
    {
        Manifest = ManifestOf(named, spec);
        _onnx = network.ToOnnx(named.Name);
        try
        {
            Draft = ModelPackageWriter.Write(Path.Combine(_folder, "model"), Manifest, labels, _onnx, "Draft, not yet judged.");
            Deviation = ExportCheck.Require(Draft, trainer, clips, labels);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What a package of ours says of itself before it is judged.</summary>
    /// <param name="named">Name, version and licence.</param>
    /// <param name="spec">Front end.</param>
    public static ModelManifest ManifestOf((string Name, string Version, string Licence) named, FeatureSpec spec) => new()
    {
        Name = named.Name,
        Version = named.Version,
        Licence = named.Licence,
        Input = InputKind.Features,
        Features = spec,
        Activation = OutputActivation.Probabilities,
    };

    /// <summary>What the package says of itself so far.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The draft: what is judged is a package in the station's runtime, not a network in torch.</summary>
    public ModelPackage Draft { get; }

    /// <summary>Largest difference between the probabilities of ONNX and torch.</summary>
    public double Deviation { get; }

    /// <summary>Writes the package.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="manifest">What it says of itself in the end.</param>
    /// <param name="card">Its card.</param>
    /// <param name="replace">Whether one that is there may be replaced.</param>
    /// <param name="others">Texts of further files, by name; null for none.</param>
    public ModelPackage Write(
        string folder, ModelManifest manifest, string card, bool replace, IReadOnlyDictionary<string, string>? others = null) =>
        ModelPackageWriter.Write(folder, manifest, Draft.Labels, _onnx, card, replace, others);

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
