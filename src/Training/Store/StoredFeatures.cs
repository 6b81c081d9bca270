using AvianVox.Training.Data;

namespace AvianVox.Training.Store;

/// <summary>A recording and its features.</summary>
/// <param name="Recording">Where it comes from.</param>
/// <param name="Content">SHA-256 of its file, in hexadecimal digits: recordings of equal bytes share an entry.</param>
/// <param name="Entry">Unscaled log mel and MFCC of the whole recording; belongs to the set.</param>
internal sealed record StoredFeatures(Recording Recording, string Content, MappedEntry Entry)
{
    /// <summary>Frames; at least 1.</summary>
    public int Frames => Entry.Header.Frames;
}
