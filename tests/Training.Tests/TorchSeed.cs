namespace AvianVox.Training.Tests;

/// <summary>
/// Tests that draw from torch's generator, of which a process has one: one after the other, so that none takes another's draws.
/// </summary>
[CollectionDefinition(nameof(TorchSeed))]
public sealed class TorchSeed;
