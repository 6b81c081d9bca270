namespace AvianVox.Monitor.Doctor;

/// <summary>What a source gave in a few seconds.</summary>
/// <param name="Description">What it is, in words; empty where it could not be opened.</param>
/// <param name="Levels">How loud it was; null where nothing was heard, or nothing was to be.</param>
/// <param name="Fault">Why it could not be heard; null when it was, or was not to be.</param>
internal sealed record ProbeResult(string Description, SoundLevels? Levels, string? Fault);
