using System.Numerics;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection.Rules;

namespace AvianVox.Listening.Detection;

/// <summary>
/// Turns the probabilities of one source's windows into detections. Same windows in, same detections out; only the
/// identifiers differ. Allocates nothing for a window in which nothing is confirmed, explained or ends. Not safe for two threads.
/// </summary>
/// <remarks>
/// A window is positive for a label when its probability reaches the label's threshold. A detection is confirmed by the
/// window that makes as many of the last <see cref="DetectorRules.OfWindows"/> positive as the label needs; it begins with the earliest of
/// those positive windows. Further positive windows lengthen it,
/// <see cref="DetectorRules.EndAfterWindows"/> negative ones in a row end it. A positive window that would make it longer
/// than <see cref="DetectorRules.MaxSamples"/> ends it too and is the first that counts towards the next one. No window
/// counts for two detections of a label. Only labels of kind <see cref="LabelKind.Bird"/> are looked at. What is confirmed
/// is shown to the rules; one that they reject is followed to its end all the same, so that it is rejected once, and the
/// detections of a species are the same whatever the rules say, but for those that nobody hears of.
/// </remarks>
public sealed class Detector
{
    /// <summary>Name of the source, for the records.</summary>
    private readonly string _source;

    /// <summary>Name and version of the model, for the records.</summary>
    private readonly string _model;
    private readonly DetectorRules _rules;

    /// <summary>Labels that can become detections.</summary>
    private readonly Label[] _birds;
    private readonly SpeciesThresholds _thresholds;
    private readonly RuleChain _chain;
    private readonly SourceClock _clock;
    private readonly IDetectionSink _sink;

    /// <summary>Number of labels the model gives.</summary>
    private readonly int _labelCount;

    /// <summary>Bits of the windows that can confirm.</summary>
    private readonly uint _mask;

    /// <summary>First samples of the last windows, a ring.</summary>
    private readonly long[] _begins;

    /// <summary>Positions behind their last samples.</summary>
    private readonly long[] _ends;

    /// <summary>Their probabilities, (slot, bird); written for positive windows only.</summary>
    private readonly float[] _history;

    /// <summary>Per bird, bit i set when the window i windows ago was positive and belongs to no ended detection.</summary>
    private readonly uint[] _positives;

    /// <summary>Per bird, the detection that goes on.</summary>
    private readonly OpenDetection[] _open;

    /// <summary>Per bird, what has been positive and neither confirmed nor forgotten.</summary>
    private readonly OpenDetection[] _unconfirmed;

    /// <summary>Slot of the current window in the ring.</summary>
    private int _slot;

    /// <summary>First sample of the window before.</summary>
    private long _last = long.MinValue;

    /// <summary>Creates a detector for one source.</summary>
    /// <param name="by">Who detects.</param>
    /// <param name="labels">The model's labels.</param>
    /// <param name="thresholds">Threshold of each label; of this source alone.</param>
    /// <param name="rules">The numbers it goes by.</param>
    /// <param name="chain">What may reject a detection; of this source alone.</param>
    /// <param name="sink">Hears of detections, on the thread that gives the windows.</param>
    public Detector(
        DetectedBy by,
        IReadOnlyList<Label> labels,
        SpeciesThresholds thresholds,
        DetectorRules rules,
        RuleChain chain,
        IDetectionSink sink)
    {
        if (thresholds.Count != labels.Count)
        {
            throw new ArgumentException($"{thresholds.Count} thresholds for {labels.Count} labels", nameof(thresholds));
        }

        if (rules.OfWindows is < 1 or > 32 || rules.ConfirmWindows < 1 || rules.ConfirmWindows > rules.OfWindows || rules.EndAfterWindows < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(rules), rules, "1 <= ConfirmWindows <= OfWindows <= 32, 1 <= EndAfterWindows");
        }

        (_source, _model, _clock) = by;
        _rules = rules;
        _thresholds = thresholds;
        _chain = chain;
        _sink = sink;
        _labelCount = labels.Count;
        _birds = [.. labels.Where(label => label.Kind == LabelKind.Bird)];
        _mask = rules.OfWindows == 32 ? uint.MaxValue : (1u << rules.OfWindows) - 1;
        _begins = new long[rules.OfWindows];
        _ends = new long[rules.OfWindows];
        _history = new float[rules.OfWindows * _birds.Length];
        _positives = new uint[_birds.Length];
        _open = new OpenDetection[_birds.Length];
        _unconfirmed = new OpenDetection[_birds.Length];
    }

    /// <summary>Takes the next window.</summary>
    /// <param name="firstSample">Position of its first sample, at the source's rate; behind that of the window before.</param>
    /// <param name="length">Samples it covers, at the source's rate; greater than 0.</param>
    /// <param name="probabilities">One per label, 0 to 1; what is not a number counts as negative.</param>
    public void Process(long firstSample, long length, ReadOnlySpan<float> probabilities)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        if (firstSample <= _last)
        {
            throw new ArgumentOutOfRangeException(
                nameof(firstSample),
                firstSample,
                $"windows come in order; the one before began at {_last}");
        }

        if (probabilities.Length != _labelCount)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities for {_labelCount} labels", nameof(probabilities));
        }

        _last = firstSample;
        _slot = (_slot + 1) % _begins.Length;
        _begins[_slot] = firstSample;
        _ends[_slot] = firstSample + length;
        _chain.Hear(firstSample + length, probabilities);
        for (var bird = 0; bird < _birds.Length; bird++)
        {
            var probability = probabilities[_birds[bird].Index];
            if (_thresholds.Reaches(_birds[bird].Index, firstSample, probability))
            {
                Positive(bird, probability);
            }
            else
            {
                Negative(bird);
            }
        }
    }

    /// <summary>
    /// Ends what goes on and forgets what has been heard: a gap, or the end of the source. The next window may lie anywhere behind the
    /// last.
    /// </summary>
    public void Break()
    {
        for (var bird = 0; bird < _birds.Length; bird++)
        {
            if (_open[bird].Windows > 0)
            {
                End(bird);
            }
            else if (_positives[bird] != 0)
            {
                Forget(bird);
            }
        }

        Array.Clear(_positives);
    }

    private void Positive(int bird, float probability)
    {
        _positives[bird] = ((_positives[bird] << 1) | 1) & _mask;
        _history[(_slot * _birds.Length) + bird] = probability;
        ref var open = ref _open[bird];
        if (open.Windows > 0)
        {
            if (_ends[_slot] - open.Begin <= _rules.MaxSamples)
            {
                open.Add(_begins[_slot], _ends[_slot], probability);
                if (!open.IsRejected)
                {
                    _thresholds.Heard(_birds[bird].Index, _begins[_slot], probability);
                }

                return;
            }

            End(bird);
            _positives[bird] = 1;
        }

        _unconfirmed[bird].Add(_begins[_slot], _ends[_slot], probability);
        if (BitOperations.PopCount(_positives[bird]) >= _chain.Needed(_birds[bird].Index))
        {
            Confirm(bird);
        }
    }

    private void Negative(int bird)
    {
        var before = _positives[bird];
        _positives[bird] = (before << 1) & _mask;
        ref var open = ref _open[bird];
        if (open.Windows > 0)
        {
            if (++open.Negatives >= _rules.EndAfterWindows)
            {
                End(bird);
            }
        }
        else if (before != 0 && _positives[bird] == 0)
        {
            Forget(bird);
        }
    }

    /// <summary>What was positive for a while can no longer be confirmed.</summary>
    private void Forget(int bird)
    {
        _chain.Unconfirmed(Candidate(bird, _unconfirmed[bird]));
        _unconfirmed[bird] = default;
    }

    private void Confirm(int bird)
    {
        ref var open = ref _open[bird];
        _unconfirmed[bird] = default;
        for (var ago = _rules.OfWindows - 1; ago >= 0; ago--)
        {
            if ((_positives[bird] & (1u << ago)) != 0)
            {
                var slot = (_slot - ago + _begins.Length) % _begins.Length;
                open.Add(_begins[slot], _ends[slot], _history[(slot * _birds.Length) + bird]);
            }
        }

        var label = _birds[bird].Index;
        open.Threshold = _thresholds.At(label, _begins[_slot]);
        open.IsRejected = !_chain.Allows(Candidate(bird, open));
        if (open.IsRejected)
        {
            return;
        }

        _thresholds.Heard(label, _begins[_slot], open.Confidence);
        // A version 7 UUID cannot tell of times before 1970, which only a recording with a wrong clock can bring.
        var begin = _clock.At(open.Begin);
        open.Id = TimeOrderedId.At(begin);
        _sink.Confirmed(Record(bird));
    }

    private void End(int bird)
    {
        var record = _open[bird].IsRejected ? null : Record(bird);
        _open[bird] = default;
        _positives[bird] = 0;
        if (record is not null)
        {
            _sink.Ended(record);
        }
    }

    private DetectionCandidate Candidate(int bird, in OpenDetection open) =>
        new(_birds[bird], open.Begin, open.End, _clock.At(open.Begin), open.Confidence, open.Windows);

    private DetectionRecord Record(int bird)
    {
        ref readonly var open = ref _open[bird];
        // One reading: the clock may be moved between two.
        var clock = _clock.Read();
        return new DetectionRecord
        {
            Id = open.Id,
            Source = _source,
            Label = _birds[bird],
            BeginSample = open.Begin,
            EndSample = open.End,
            PeakSample = open.Peak,
            Begin = clock.At(open.Begin),
            End = clock.At(open.End),
            Peak = clock.At(open.Peak),
            Confidence = open.Confidence,
            Threshold = open.Threshold,
            Windows = open.Windows,
            Clock = clock.Basis,
            Model = _model,
        };
    }
}
