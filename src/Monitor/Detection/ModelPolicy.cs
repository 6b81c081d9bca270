using AvianVox.Classification.Packages;
using AvianVox.Monitor.Configuration;

namespace AvianVox.Monitor.Detection;

/// <summary>The policy that holds for a model now; a reload replaces it. Any thread reads it, one at a time replaces it.</summary>
internal sealed class ModelPolicy
{
    private readonly IReadOnlyList<Label> _labels;
    private readonly IReadOnlyDictionary<string, double> _ofModel;
    private readonly double _modelDefault;

    /// <summary>The policy that holds now.</summary>
    private volatile DetectionPolicy _current;

    /// <summary>Works out the first policy.</summary>
    /// <param name="labels">The model's labels.</param>
    /// <param name="ofModel">Thresholds that the model recommends for single labels, by code.</param>
    /// <param name="modelDefault">Threshold that it recommends for all others.</param>
    /// <param name="options">Validated options.</param>
    /// <param name="station">Where the station is.</param>
    /// <param name="faults">Receives what does not fit the model.</param>
    public ModelPolicy(
        IReadOnlyList<Label> labels,
        IReadOnlyDictionary<string, double> ofModel,
        double modelDefault,
        DetectorOptions options,
        IdentityOptions station,
        ICollection<ConfigurationFault> faults)
    {
        _labels = labels;
        _ofModel = ofModel;
        _modelDefault = modelDefault;
        _current = Compile(options, station, faults);
    }

    /// <summary>The policy that holds now.</summary>
    public DetectionPolicy Current => _current;

    /// <summary>Works out a policy without putting it in force.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="station">Where the station is.</param>
    /// <param name="faults">Receives what does not fit the model.</param>
    public DetectionPolicy Compile(DetectorOptions options, IdentityOptions station, ICollection<ConfigurationFault> faults) =>
        DetectionPolicy.Compile(_labels, _ofModel, _modelDefault, options, station, faults);

    /// <summary>Puts a policy in force: each source takes it over with its next window.</summary>
    /// <param name="policy">From <see cref="Compile"/>.</param>
    public void Use(DetectionPolicy policy) => _current = policy;
}
