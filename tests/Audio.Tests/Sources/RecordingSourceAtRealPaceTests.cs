using AvianVox.Audio.Sources;

namespace AvianVox.Audio.Tests.Sources;

public class RecordingSourceAtRealPaceTests() : RecordingContract(RecordingPace.Real, seconds: 1);
