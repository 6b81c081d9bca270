using System.CommandLine;
using AvianVox.Classification.Inference;
using AvianVox.Training.Cli;

// Before anything else, so that no library that is loaded first has read the environment already.
RuntimeTelemetry.TurnOff();

var root = new RootCommand("The AvianVox workshop: makes, takes over and judges the models that a station runs.")
{
    FetchCommand.Create(),
    ImportCommand.Create(),
    SplitCommand.Create(),
    BenchmarkCommand.Create(),
    TrainCommand.Create(),
    CrossValidateCommand.Create(),
    ExportCommand.Create(),
    EvaluateCommand.Create(),
    PredictCommand.Create(),
    ExploreCommand.Create(),
};
return await CommandLine.RunAsync(root, args, Console.Out, Console.Error);
