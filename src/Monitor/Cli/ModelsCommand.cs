using System.CommandLine;
using AvianVox.Classification.Inference;
using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Models;
using AvianVox.Listening.Programs;

namespace AvianVox.Monitor.Cli;

/// <summary>"avianvox models inspect": what a model package holds, and whether it holds together.</summary>
internal static class ModelsCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "Folder of the model package." };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var inspect = new Command("inspect", "Checks a model package and prints what it holds.") { Folder };
        inspect.SetAction(Inspect);
        return new Command("models", "Looks at model packages.") { inspect };
    }

    private static int Inspect(ParseResult arguments)
    {
        var output = arguments.InvocationConfiguration.Output;
        try
        {
            var package = ModelLoader.Load(ListeningModelLoader.FindFolder(arguments.GetValue(Folder)!));
            // The network itself is part of the check: its inputs and outputs must be those that the manifest tells.
            using var classifier = new OnnxWindowClassifier(package, threads: 1, maxBatch: 1);
            Print(package, output);
            return ExitCodes.Ok;
        }
        catch (ModelPackageException fault)
        {
            return FaultReport.Write(fault, showTrace: false, arguments.InvocationConfiguration.Error);
        }
    }

    private static void Print(ModelPackage package, TextWriter output)
    {
        var manifest = package.Manifest;
        output.WriteLine($"model      {manifest.Name} {manifest.Version}");
        output.WriteLine($"licence    {manifest.Licence}");
        output.WriteLine($"folder     {package.Folder}");
        output.WriteLine($"sha-256    {manifest.Sha256} (the file's)");
        output.WriteLine(FormattableString.Invariant($"input      {manifest.InputLength} values a window, {manifest.WindowSamples} samples at {manifest.SampleRate} Hz = {(double)manifest.WindowSamples / manifest.SampleRate:0.00} s"));
        if (manifest.Features is { } spec)
        {
            output.WriteLine(FormattableString.Invariant($"features   {spec.MelBands} log-mel bands {spec.LowHz:0}-{spec.HighHz:0} Hz, {spec.MfccCount} MFCC ({spec.Layout}), FFT {spec.FftSize}, hop {spec.Hop}, {spec.WindowFrames} frames"));
        }

        output.WriteLine($"labels     {package.Labels.Count}");
        WriteTable(package.Labels, manifest.ThresholdOf, output);
    }

    /// <summary>Writes one line per label, its columns as wide as the longest name.</summary>
    /// <param name="labels">The labels; at least one.</param>
    /// <param name="threshold">A label's threshold.</param>
    /// <param name="output">Receives the table.</param>
    internal static void WriteTable(IReadOnlyList<Label> labels, Func<Label, double> threshold, TextWriter output)
    {
        labels = [.. labels.Select(
            label => label with { ScientificName = PlainText.Line(label.ScientificName), CommonName = PlainText.Line(label.CommonName) })];
        var code = labels.Max(label => label.Code.Length);
        var scientific = labels.Max(label => label.ScientificName.Length);
        var common = labels.Max(label => label.CommonName.Length);
        var kind = labels.Max(label => label.Kind.ToString().Length);
        foreach (var label in labels)
        {
            output.WriteLine(FormattableString.Invariant(
                $"{label.Index,4}  {label.Code.PadRight(code)}  {label.ScientificName.PadRight(scientific)}  {label.CommonName.PadRight(common)}  {label.Kind.ToString().PadRight(kind)}  threshold {threshold(label):0.00}"));
        }
    }
}
