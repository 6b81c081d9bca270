using AvianVox.Classification.Inference;
using AvianVox.Monitor.Cli;
using AvianVox.Monitor.Hosting;

// Before anything else, so that no library that is loaded first has read the environment already.
RuntimeTelemetry.TurnOff();
FilePrivacy.KeepFromOthers();
using var guard = new StopGuard(TimeProvider.System);
return await CommandLine.RunAsync(args, Console.Out, Console.Error);
