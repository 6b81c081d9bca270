using AvianVox.Training.Data;
using AvianVox.Training.Sounds;

namespace AvianVox.Training.Exploring;

/// <summary>What one recording adds to the picture of a data set.</summary>
/// <param name="Recording">Recording.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="LogMel">Its log mel values.</param>
/// <param name="Mfcc">Its MFCC.</param>
/// <param name="Example">Pictures of it; null unless it was chosen as an example.</param>
internal sealed record HeardRecording(Recording Recording, double Seconds, ValueCounts LogMel, ValueCounts Mfcc, ExamplePictures? Example)
{
    /// <summary>What its file is known by again.</summary>
    public required SoundIdentity Identity { get; init; }
}
