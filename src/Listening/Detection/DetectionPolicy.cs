using AvianVox.Classification.Packages;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection.Rules;
using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>
/// What the configuration says about detections, worked out for the labels of one model. Immutable, and shared by all sources of the model.
/// </summary>
public sealed class DetectionPolicy
{
    private const string Rules = "Detector:Rules";

    private readonly IReadOnlyList<Label> _labels;
    private readonly DetectorOptions _options;
    private readonly int[] _confirm;
    private readonly bool[]? _included;
    private readonly bool[] _excluded;
    private readonly bool[]? _dogSpecies;
    private readonly double[] _intervals;

    private DetectionPolicy(
        IReadOnlyList<Label> labels,
        DetectorOptions options,
        double[] thresholds,
        RangeTable? range,
        LabelSettings settings)
    {
        _labels = labels;
        _options = options;
        Thresholds = thresholds;
        Range = range;
        var rules = options.Rules;
        _confirm = Constant(options.ConfirmWindows);
        settings.Apply(_confirm, rules.Confirmation.Windows, $"{Rules}:Confirmation:Windows");
        foreach (var (index, isExempt) in settings.Among(rules.Confirmation.Exempt, $"{Rules}:Confirmation:Exempt").Index())
        {
            _confirm[index] = isExempt ? 1 : _confirm[index];
        }

        _included = rules.Species.Include.Count > 0 ? settings.Among(rules.Species.Include, $"{Rules}:Species:Include") : null;
        _excluded = settings.Among(rules.Species.Exclude, $"{Rules}:Species:Exclude");
        _dogSpecies = rules.Dog.Species.Count > 0 ? settings.Among(rules.Dog.Species, $"{Rules}:Dog:Species") : null;
        _intervals = Constant(rules.Interval.Seconds);
        settings.Apply(_intervals, rules.Interval.Species, $"{Rules}:Interval:Species");
    }

    /// <summary>Threshold of each label, in the labels' order.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>Which species occur here when; null where no file tells.</summary>
    public RangeTable? Range { get; }

    /// <summary>Most windows behind the present one that confirm or end a detection.</summary>
    public int MostWindows => Math.Max(_options.OfWindows, _options.EndAfterWindows);

    /// <summary>Works the policy out.</summary>
    /// <param name="model">What the model says.</param>
    /// <param name="options">Validated options; not changed from now on.</param>
    /// <param name="place">Where the station is; null when unknown.</param>
    /// <param name="faults">Receives what does not fit the model: names that are no labels.</param>
    public static DetectionPolicy Compile(
        ModelAdvice model,
        DetectorOptions options,
        GeoPoint? place,
        ICollection<ConfigurationFault> faults)
    {
        var thresholds = LabelThresholds.Resolve(model, options, faults);
        RangeTable? range = null;
        if (options.Rules.Range is { File: { } file } rule)
        {
            var wrong = new List<string>();
            range = RangeTable.Create(RangeFile.Read(file, wrong), model.Labels, place, rule.Unlisted);
            foreach (var message in wrong)
            {
                faults.Add(new ConfigurationFault($"{Rules}:Range:File", file, message, null));
            }
        }

        return new DetectionPolicy(model.Labels, options, thresholds, range, new LabelSettings(model.Labels, faults));
    }

    /// <summary>Makes a detector for one source.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="model">Name and version of the model.</param>
    /// <param name="snooze">What people silence.</param>
    /// <param name="rejections">Hears of what the rules reject.</param>
    /// <param name="clock">Maps positions to UTC.</param>
    /// <param name="sink">Hears of detections.</param>
    public Detector CreateDetector(
        string source,
        string model,
        SnoozeList snooze,
        IRejectionSink rejections,
        SourceClock clock,
        IDetectionSink sink)
    {
        var rate = clock.SampleRate;
        var confirmation = new ConfirmationRule(_confirm, _options.OfWindows);
        var chain = new RuleChain(source, confirmation, [.. Others(snooze, rate).OrderBy(rule => rule.Kind)], rejections);
        var thresholds = new SpeciesThresholds(Thresholds, _options.Dynamic, rate);
        return new Detector(new DetectedBy(source, model, clock), _labels, thresholds, DetectorRules.From(_options, rate), chain, sink);
    }

    /// <summary>Makes what keeps voices of one source out of the clips.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="sampleRate">Rate of the source in Hz.</param>
    /// <param name="blanker">Whoever keeps sound; null for nobody.</param>
    /// <param name="heard">Told of each window with a voice.</param>
    public PrivacyWatch CreatePrivacyWatch(string source, int sampleRate, IClipBlanker? blanker, Action heard) =>
        new(source, _labels, _options.Privacy, sampleRate, blanker, heard);

    /// <summary>The rules behind confirmation that have anything to say.</summary>
    private IEnumerable<DetectionRule> Others(SnoozeList snooze, int rate)
    {
        yield return new SnoozeRule(snooze);
        if (_included is not null || _excluded.Contains(true))
        {
            yield return new SpeciesRule(_included, _excluded);
        }

        if (Range is not null)
        {
            yield return new RangeRule(Range.Weeks);
        }

        if (_options.Rules.Dog is { Threshold: { } bark, Seconds: var seconds })
        {
            int[] dogs = [.. _labels.Where(label => label.Kind == LabelKind.Dog).Select(label => label.Index)];
            yield return new DogRule(dogs, (float)bark, (long)Math.Ceiling(seconds * rate), rate, _dogSpecies);
        }

        if (_intervals.Any(interval => interval > 0))
        {
            yield return new IntervalRule(_intervals, rate);
        }
    }

    private T[] Constant<T>(T value)
    {
        var values = new T[_labels.Count];
        Array.Fill(values, value);
        return values;
    }
}
