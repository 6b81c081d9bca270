using AvianVox.Audio;
using AvianVox.Training.Manifests;

namespace AvianVox.Training.Data;

/// <summary>
/// Leaves out recordings whose sound is there already, in this data set or another: the same sound in training and test is no
/// test.
/// </summary>
internal static class RepeatedSound
{
    /// <summary>
    /// Decodes all recordings, on all cores, and keeps the first of each sound. One that cannot be decoded stays: whoever loads
    /// it tells.
    /// </summary>
    /// <param name="recordings">Recordings of one or several data sets.</param>
    /// <param name="warn">Receives one line per recording left out.</param>
    /// <param name="step">Receives the number done so far; called by several threads.</param>
    /// <param name="stop">Ends reading.</param>
    /// <returns>In the order given.</returns>
    public static IReadOnlyList<Recording> LeaveOut(
        IReadOnlyList<Recording> recordings, Action<string> warn, Action<int> step, CancellationToken stop)
    {
        var hashes = new string?[recordings.Count];
        var done = 0;
        Parallel.For(0, recordings.Count, new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            try
            {
                hashes[i] = AudioCheck.Read(recordings[i].Path, stop).AudioSha256;
            }
            catch (AudioException)
            {
                // Nothing to compare.
            }

            step(Interlocked.Increment(ref done));
        });
        var first = new Dictionary<string, Recording>(StringComparer.Ordinal);
        var kept = new List<Recording>();
        foreach (var (i, recording) in recordings.Index())
        {
            if (hashes[i] is not { } hash || first.TryAdd(hash, recording))
            {
                kept.Add(recording);
            }
            else
            {
                var other = first[hash];
                warn(other.Class == recording.Class
                    ? $"{recording.Path}: the same sound as {other.Path}; left out"
                    : $"{recording.Path}: the same sound as {other.Path}, yet one is said to be {recording.Class.CommonName}, the " +
                        $"other {other.Class.CommonName}; the former is left out");
            }
        }

        return kept;
    }
}
