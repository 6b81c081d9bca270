using System.Security.Cryptography;
using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;

namespace AvianVox.Training.Keras;

/// <summary>Makes a model package of a Keras file.</summary>
internal sealed record KerasImport
{
    /// <summary>Keras file.</summary>
    public required string File { get; init; }

    /// <summary>Labels CSV.</summary>
    public required string Labels { get; init; }

    /// <summary>Folder of the package to be made.</summary>
    public required string Out { get; init; }

    /// <summary>CSV with scientific names by English name; null for none.</summary>
    public string? Names { get; init; }

    /// <summary>Name of the model; null for the one the file suggests.</summary>
    public string? Name { get; init; }

    /// <summary>Version of the model.</summary>
    public string Version { get; init; } = "1.0";

    /// <summary>Licence of the weights; null for what is known of the file.</summary>
    public string? Licence { get; init; }

    /// <summary>Scaling constants.</summary>
    public StudyScaling Scaling { get; init; } = StudyScaling.Older;

    /// <summary>Default threshold of every label.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Whether a package that is already there is replaced.</summary>
    public bool Replace { get; init; }

    /// <summary>Imports.</summary>
    /// <returns>The package as it was read back.</returns>
    /// <exception cref="WorkshopException">The Keras file or a CSV is not what it should be.</exception>
    /// <exception cref="ModelPackageException">The parts do not fit one another, or the folder is taken.</exception>
    public ModelPackage Run()
    {
        var model = KerasFile.Read(File);
        if (model.InputShape[2] != 1)
        {
            throw new WorkshopException($"{File}: the input has {model.InputShape[2]} channels; features have 1.");
        }

        var (onnx, outputs) = KerasToOnnx.Convert(model);
        var labels = KerasLabels.Read(Labels, Names is null ? new Dictionary<string, string>() : KerasLabels.ReadScientificNames(Names));
        if (labels.Count != outputs)
        {
            throw new WorkshopException($"{Labels} has {labels.Count} labels; the model in {File} has {outputs} outputs.");
        }

        var published = Sha256Of(File) == StudyModel.PublishedSha256;
        var manifest = new ModelManifest
        {
            Name = Name ?? (published ? "hiatt-2020-v20" : LabelCode.From(Path.GetFileNameWithoutExtension(File))),
            Version = Version,
            Licence = Licence ?? (published ? StudyModel.PublishedLicence : "not stated"),
            Provenance = published ? StudyModel.Published : new() { Data = "not stated", Split = "not stated" },
            Input = InputKind.Features,
            Features = StudyModel.Features(model.InputShape[0], model.InputShape[1], Scaling),
            Activation = OutputActivation.Probabilities,
            DefaultThreshold = Threshold,
        };
        return ModelPackageWriter.Write(Out, manifest, labels, onnx, ModelCard.Write(model, manifest, labels, published, Scaling), Replace);
    }

    private static string Sha256Of(string path)
    {
        using var file = System.IO.File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
