using AvianVox.Classification.Packages;
using AvianVox.Listening.Models;
using AvianVox.Listening.Settings;
using AvianVox.Listening.Sources;
using AvianVox.Monitor.Configuration;
using AvianVox.Station.Camera;
using AvianVox.Station.Sinks;

namespace AvianVox.Monitor.Hosting;

/// <summary>
/// The models of a station's sources: each package is loaded once, and its classifier shared by the sources that name it.
/// </summary>
internal sealed class StationModels : IDisposable
{
    /// <summary>
    /// What each model must allow. Where another setting names a species, it need be one of some model's, not of every one's.
    /// </summary>
    private const string OfEach = "Detector:StrideFrames";

    private readonly Dictionary<string, ListeningModel> _byFolder = new(StringComparer.Ordinal);
    private readonly string _folder;

    private StationModels(string folder) => _folder = folder;

    /// <summary>Names and versions of all of them, for people.</summary>
    public string Names => string.Join(", ", _byFolder.Values.Select(model => model.Name).Distinct(StringComparer.Ordinal));

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<ListeningModel> All => _byFolder.Values;

    /// <summary>The labels that any of them gives; of those with one code the first.</summary>
    public IReadOnlyList<Label> Labels =>
        [.. _byFolder.Values.SelectMany(model => model.Labels).DistinctBy(label => label.Code, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Loads the models that the sources name.</summary>
    /// <param name="options">Validated configuration.</param>
    /// <exception cref="ModelPackageException">A package is broken or of a kind the station does not run.</exception>
    /// <exception cref="ConfigurationException">Options of the detector, of cameras or of sinks do not fit the models; it lists all that do
    /// not.</exception>
    public static StationModels Load(StationOptions options)
    {
        var models = new StationModels(options.Model.Folder);
        var faults = new List<ConfigurationFault>();
        try
        {
            foreach (var source in options.Sources)
            {
                var folder = models.Folder(source);
                if (!models._byFolder.ContainsKey(folder))
                {
                    models._byFolder.Add(
                        folder,
                        ListeningModelLoader.Load(folder, options.Model, options.Detector, options.Station.Place, faults));
                }
            }

            var count = models._byFolder.Count;
            var real = faults
                .GroupBy(fault => fault.Key)
                .Where(same => same.Count() == count || same.Key == OfEach)
                .Select(same => same.First())
                .ToList();
            CameraFactory.Check(options.Cameras, models.Labels, real);
            EntryFilter.Check("Mqtt", options.Mqtt, models.Labels, real);
            EntryFilter.Check("Influx", options.Influx, models.Labels, real);
            EntryFilter.Check("Webhook", options.Webhook, models.Labels, real);
            EntryFilter.Check("Exec", options.Exec, models.Labels, real);
            return real.Count == 0 ? models : throw new ConfigurationException([.. real.Select(
                fault => fault with { Key = options.Written(fault.Key), Origin = fault.Origin ?? options.Origin(fault.Key) })]);
        }
        catch
        {
            models.Dispose();
            throw;
        }
    }

    /// <summary>One model for all sources.</summary>
    /// <param name="model">Loaded; disposed with this.</param>
    public static StationModels Of(ListeningModel model)
    {
        var options = new ModelOptions();
        var models = new StationModels(options.Folder);
        models._byFolder.Add(models.Folder(new SourceOptions()), model);
        return models;
    }

    /// <summary>The model that listens to a source.</summary>
    /// <param name="source">One of those that the models were loaded for.</param>
    public ListeningModel For(SourceOptions source) => _byFolder[Folder(source)];

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var model in _byFolder.Values)
        {
            model.Dispose();
        }
    }

    private string Folder(SourceOptions source) => Path.GetFullPath(ListeningModelLoader.FindFolder(source.Model ?? _folder));
}
