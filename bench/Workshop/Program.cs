using AvianVox.Bench.Workshop;

// How fast the workshop trains, in some minutes; "short" is a trial of less than one.
return await TrainingSpeed.RunAsync(isShort: args is ["short"]);
