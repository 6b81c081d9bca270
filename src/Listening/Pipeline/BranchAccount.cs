using AvianVox.Audio.Sources;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Records;
using AvianVox.Listening.Status;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// What became of a source's samples on one model's way, and what of it is written down. The first branch stands for the source: it
/// writes down the source's effort and every gap. The others write down what they themselves gave up, or it would be told several times.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="captured">Samples captured so far, as the source counts them.</param>
/// <param name="model">Name and version of the branch's model.</param>
/// <param name="isFirst">Whether it stands for the source.</param>
public sealed class BranchAccount(SourceContext source, Func<long> captured, string model, bool isFirst)
{
    private readonly EffortMeter? _effort = isFirst ? new EffortMeter(source.Name, source.Clock, source.Log) : null;

    /// <summary>Where the samples are.</summary>
    public SampleLedger Ledger { get; } = new(captured);

    /// <summary>Samples were read from the ring.</summary>
    /// <param name="samples">How many.</param>
    public void Read(long samples) => Ledger.Read(samples);

    /// <summary>Samples were overwritten in the ring before they were read.</summary>
    /// <param name="begin">Position of the first.</param>
    /// <param name="end">Position behind the last.</param>
    public void Overrun(long begin, long end)
    {
        Ledger.Overrun(end - begin);
        _effort?.Dropped(begin, end);
    }

    /// <summary>Samples were never captured.</summary>
    /// <param name="samples">How many.</param>
    public void Skip(long samples) => Ledger.Skip(samples);

    /// <summary>Samples went on to the classifier.</summary>
    /// <param name="samples">How many.</param>
    public void Queue(long samples) => Ledger.Queue(samples);

    /// <summary>Samples were given up before they became windows, or with their window.</summary>
    /// <param name="begin">Position of the first.</param>
    /// <param name="end">Position behind the last.</param>
    public void Drop(long begin, long end)
    {
        Ledger.Drop(end - begin);
        _effort?.Dropped(begin, end);
    }

    /// <summary>Samples were classified.</summary>
    /// <param name="begin">Position of the first.</param>
    /// <param name="end">Position behind the last.</param>
    public void Classify(long begin, long end)
    {
        Ledger.Classify(end - begin);
        _effort?.Classified(begin, end);
    }

    /// <summary>Writes a gap down, where it is this branch's to tell.</summary>
    /// <param name="begin">Position of the first missing sample.</param>
    /// <param name="samples">How many are missing.</param>
    /// <param name="cause">Why.</param>
    public void Gap(long begin, long samples, GapCause cause)
    {
        if (!isFirst && cause is not (GapCause.ClassifierBehind or GapCause.Overrun))
        {
            return;
        }

        var clock = source.Clock.Read();
        var at = clock.At(begin);
        // A UUID of version 7 knows no time before 1970.
        var id = TimeOrderedId.At(at);
        source.Log.Missed(new GapRecord(id, source.Name, begin, samples, at, source.Clock.Seconds(samples), cause, clock.Basis)
        {
            Model = isFirst ? null : model,
        });
    }

    /// <summary>Hands on what effort has not been handed on.</summary>
    public void Flush() => _effort?.Flush();
}
