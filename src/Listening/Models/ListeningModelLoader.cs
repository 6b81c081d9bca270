using System.Globalization;
using AvianVox.Classification.Inference;
using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Settings;
using AvianVox.Listening.Detection.Rules;

namespace AvianVox.Listening.Models;

/// <summary>Loads the model package and checks it against the configuration.</summary>
public static class ListeningModelLoader
{
    /// <summary>Loads a model.</summary>
    /// <param name="folder">Folder of its package.</param>
    /// <param name="model">How it runs.</param>
    /// <param name="detector">What makes a detection.</param>
    /// <param name="place">Where the station is; null when unknown.</param>
    /// <param name="faults">Receives what of the detector's options does not fit the model.</param>
    /// <exception cref="ModelPackageException">The package is broken or of a kind the station does not run.</exception>
    public static ListeningModel Load(
        string folder,
        ModelOptions model,
        DetectorOptions detector,
        GeoPoint? place,
        ICollection<ConfigurationFault> faults)
    {
        var package = ModelLoader.Load(folder);
        var manifest = package.Manifest;
        if (manifest.Features is not { } spec)
        {
            throw new ModelPackageException(
                $"{package.Folder}: the model takes raw samples ('waveform'); the station runs models that take 'features'.");
        }

        if (detector.StrideFrames < 1 || detector.StrideFrames > spec.WindowFrames)
        {
            faults.Add(new ConfigurationFault(
                "Detector:StrideFrames",
                detector.StrideFrames.ToString(CultureInfo.InvariantCulture),
                $"must be 1 to {spec.WindowFrames}, the model's window",
                null));
        }

        var policy = new ModelPolicy(ModelAdvice.Of(package), detector, place, faults);
        var network = new OnnxModel(package, model.Threads);
        return new ListeningModel(
            spec,
            detector.StrideFrames,
            model.MaxBatch,
            policy,
            () => network.CreateClassifier(model.MaxBatch),
            network);
    }

    /// <summary>
    /// Finds a model's folder: from the working directory, as any path; a relative one that is not there is looked for
    /// beside the program and in the folders above it, where an installation or a checkout keeps its models.
    /// </summary>
    /// <param name="folder">As configured.</param>
    /// <returns>The folder, or what was configured where there is none.</returns>
    public static string FindFolder(string folder)
    {
        if (Path.IsPathRooted(folder) || Directory.Exists(folder))
        {
            return folder;
        }

        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            var candidate = Path.Combine(above.FullName, folder);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return folder;
    }
}
