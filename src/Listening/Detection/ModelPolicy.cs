using AvianVox.Listening.Detection.Rules;
using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>The policy that holds for a model now; a reload replaces it. Any thread reads it, one at a time replaces it.</summary>
public sealed class ModelPolicy
{
    private volatile DetectionPolicy _current;

    /// <summary>Works out the first policy.</summary>
    /// <param name="model">What the model says.</param>
    /// <param name="options">Validated options.</param>
    /// <param name="place">Where the station is; null when unknown.</param>
    /// <param name="faults">Receives what does not fit the model.</param>
    public ModelPolicy(ModelAdvice model, DetectorOptions options, GeoPoint? place, ICollection<ConfigurationFault> faults)
    {
        Model = model;
        _current = Compile(options, place, faults);
    }

    /// <summary>What the model says.</summary>
    public ModelAdvice Model { get; }

    /// <summary>The policy that holds now.</summary>
    public DetectionPolicy Current => _current;

    /// <summary>Works out a policy without putting it in force.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="place">Where the station is; null when unknown.</param>
    /// <param name="faults">Receives what does not fit the model.</param>
    public DetectionPolicy Compile(DetectorOptions options, GeoPoint? place, ICollection<ConfigurationFault> faults) =>
        DetectionPolicy.Compile(Model, options, place, faults);

    /// <summary>Puts a policy in force: each source takes it over with its next window.</summary>
    /// <param name="policy">From <see cref="Compile"/>.</param>
    public void Use(DetectionPolicy policy) => _current = policy;
}
