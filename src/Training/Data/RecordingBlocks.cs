using AvianVox.Audio;
using AvianVox.Training.Sounds;

namespace AvianVox.Training.Data;

/// <summary>Reads what a recording is about, the file or a stretch of it, in constant memory.</summary>
internal static class RecordingBlocks
{
    /// <summary>Reads at the file's own rate.</summary>
    /// <param name="recording">Recording.</param>
    /// <param name="begin">Is told the rate in Hz, before the first samples.</param>
    /// <param name="sink">Receives mono samples.</param>
    /// <param name="stop">Ends reading.</param>
    /// <exception cref="AudioException">The file cannot be decoded, or ends before the stretch begins.</exception>
    public static void Read(Recording recording, Action<int> begin, SoundBlocks.Sink sink, CancellationToken stop)
    {
        var (first, end, at, given) = (0L, long.MaxValue, 0L, false);
        SoundBlocks.Read(
            recording.Path,
            (rate, _) =>
            {
                begin(rate);
                if (recording.Stretch is { } stretch)
                {
                    (first, end) = ((long)(stretch.From * rate), (long)Math.Min(stretch.To * rate, long.MaxValue / 2));
                }
            },
            samples =>
            {
                var (from, to) = (Math.Clamp(first - at, 0, samples.Length), Math.Clamp(end - at, 0, samples.Length));
                if (from < to)
                {
                    given = true;
                    sink(samples[(int)from..(int)to]);
                }

                at += samples.Length;
            },
            stop);
        if (!given)
        {
            throw new AudioException(
                FormattableString.Invariant($"{recording.Path} ends before the stretch from {recording.Stretch!.Value.From:0.0} s on."));
        }
    }
}
