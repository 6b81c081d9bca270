using System.CommandLine;
using AvianVox.Classification.Packages;
using AvianVox.Training.Keras;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train import keras: a Keras file becomes a model package.</summary>
internal static class ImportKerasCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "Sequential model saved by Keras 2, architecture and weights (.hdf5, .h5)",
        };
        var labels = new Option<string>("--labels")
        {
            Required = true,
            HelpName = "CSV",
            Description = "Labels: columns label (index from 0) and english_cname; optional scientific_name and kind",
        };
        var target = new Option<string>("--out") { Required = true, HelpName = "DIR", Description = "Folder of the model package to make" };
        var names = new Option<string?>("--names")
        {
            HelpName = "CSV",
            Description = "Scientific names: columns english_cname and scientific_name, or genus and species",
        };
        var name = new Option<string?>("--name")
        {
            HelpName = "NAME",
            Description = "Name of the model [default: made of the file's name]",
        };
        var version = new Option<string>("--version")
        {
            HelpName = "VERSION",
            Description = "Version of the model",
            DefaultValueFactory = _ => "1.0",
        };
        var licence = new Option<string?>("--licence")
        {
            HelpName = "TEXT",
            Description = "Licence of the weights [default: what is known of the file]",
        };
        var scaling = new Option<string>("--scaling")
        {
            HelpName = "older|report",
            Description = "Which of the reference study's two sets of scaling constants the model was trained with",
            DefaultValueFactory = _ => "older",
        };
        scaling.AcceptOnlyFromAmong("older", "report");
        var threshold = new Option<double>("--threshold")
        {
            HelpName = "0..1",
            Description = "Recommended threshold of every label",
            DefaultValueFactory = _ => 0.5,
        };
        var replace = new Option<bool>("--replace") { Description = "Replace a model package that is already there" };
        var command = new Command("keras", "Make a model package of a Keras file")
        {
            file, labels, target, names, name, version, licence, scaling, threshold, replace,
        };
        command.SetAction(parsed =>
        {
            var package = new KerasImport
            {
                File = parsed.GetRequiredValue(file),
                Labels = parsed.GetRequiredValue(labels),
                Out = parsed.GetRequiredValue(target),
                Names = parsed.GetValue(names),
                Name = parsed.GetValue(name),
                Version = parsed.GetRequiredValue(version),
                Licence = parsed.GetValue(licence),
                Scaling = parsed.GetRequiredValue(scaling) == "report" ? StudyScaling.Report : StudyScaling.Older,
                Threshold = parsed.GetValue(threshold),
                Replace = parsed.GetValue(replace),
            }.Run();
            parsed.InvocationConfiguration.Output.WriteLine(Summary(package));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static string Summary(ModelPackage package)
        => $"{package.Folder}: {package.Manifest.Name} {package.Manifest.Version}, {package.Labels.Count} labels, " +
            $"{new FileInfo(package.OnnxPath).Length / 1024} KiB";
}
