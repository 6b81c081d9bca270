using AvianVox.Classification.Inference;
using AvianVox.Monitor.Cli;

// Before anything else, so that no library that is loaded first has read the environment already.
RuntimeTelemetry.TurnOff();
return await CommandLine.RunAsync(args, Console.Out, Console.Error);
