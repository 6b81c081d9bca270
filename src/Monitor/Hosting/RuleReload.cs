using AvianVox.Listening.Detection;
using AvianVox.Listening.Settings;
using AvianVox.Monitor.Configuration;
using AvianVox.Station.Commands;

namespace AvianVox.Monitor.Hosting;

/// <summary>Reads the detector's configuration anew for all models, all or nothing.</summary>
/// <param name="load">Loads and checks the configuration, from where it came; null where nothing was loaded.</param>
/// <param name="policies">One per model.</param>
internal sealed class RuleReload(Func<StationOptions>? load, IReadOnlyList<ModelPolicy> policies) : IRuleReload
{
    /// <summary>One reload at a time, so that all models end up with the same one.</summary>
    private readonly Lock _gate = new();

    /// <inheritdoc />
    public IReadOnlyList<ConfigurationFault> Reload()
    {
        if (load is null)
        {
            return [new ConfigurationFault("", null, "this station was started without a configuration that could be read again", null)];
        }

        lock (_gate)
        {
            var faults = new List<ConfigurationFault>();
            try
            {
                var options = load();
                var compiled = policies.Select(policy => policy.Compile(options.Detector, options.Station.Place, faults)).ToArray();
                if (faults.Count == 0)
                {
                    foreach (var (policy, next) in policies.Zip(compiled))
                    {
                        policy.Use(next);
                    }
                }
            }
            catch (ConfigurationException fault)
            {
                return fault.Faults;
            }

            return faults;
        }
    }
}
