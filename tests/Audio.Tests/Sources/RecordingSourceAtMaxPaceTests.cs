using AvianVox.Audio.Sources;

namespace AvianVox.Audio.Tests.Sources;

public class RecordingSourceAtMaxPaceTests() : RecordingContract(RecordingPace.Max, seconds: 30);
