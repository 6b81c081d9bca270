using AvianVox.Training.Naming;

namespace AvianVox.Training.Fetching;

/// <summary>Chooses one species' recordings one after another, so that one that fails is replaced by the next best.</summary>
/// <remarks>
/// The study took 30 recordings of each species, the shortest there were, and found its accuracy follow the seconds it had: hence
/// a total length, which
/// outweighs the cap of recordings. Best rated first, then in the catalogue's order.
/// </remarks>
internal sealed class SpeciesPlan
{
    private readonly FetchCaps _caps;
    private readonly Queue<RemoteRecording> _candidates;
    private readonly Dictionary<string, int> _perRecordist = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Starts a plan.</summary>
    /// <param name="name">Species.</param>
    /// <param name="candidates">Recordings that pass the filter and are not there yet.</param>
    /// <param name="caps">How much is wanted.</param>
    public SpeciesPlan(SpeciesName name, IEnumerable<RemoteRecording> candidates, FetchCaps caps)
    {
        Name = name;
        _caps = caps;
        _candidates = new(candidates.OrderBy(r => r.Quality.Length == 1 ? r.Quality[0] : 'F'));
    }

    /// <summary>Species.</summary>
    public SpeciesName Name { get; }

    /// <summary>Recordings taken.</summary>
    public int Count { get; private set; }

    /// <summary>Total length of the recordings taken, in seconds.</summary>
    public double Seconds { get; private set; }

    private bool WantsMore => _caps switch
    {
        { PerSpecies: null, MinTotal: null } => true,
        { PerSpecies: { } most, MinTotal: null } => Count < most,
        { PerSpecies: null, MinTotal: { } total } => Seconds < total,
        { PerSpecies: { } most, MinTotal: { } total } => Count < most || Seconds < total,
    };

    /// <summary>The next recording to fetch.</summary>
    /// <returns>The recording; null when enough is there, or nothing is left.</returns>
    public RemoteRecording? Next()
    {
        while (WantsMore && _candidates.TryDequeue(out var candidate))
        {
            // All of an unknown recordist's recordings may be different people's.
            if (_caps.PerRecordist is not { } most
                || candidate.Recordist.Length == 0
                || _perRecordist.GetValueOrDefault(candidate.Recordist) < most)
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>A recording is there.</summary>
    /// <param name="recordist">Who recorded it.</param>
    /// <param name="seconds">Its length in seconds.</param>
    public void Took(string recordist, double seconds)
    {
        Count++;
        Seconds += seconds;
        _perRecordist[recordist] = _perRecordist.GetValueOrDefault(recordist) + 1;
    }

    /// <summary>Whether the wanted total length is missed.</summary>
    /// <param name="more">Seconds to count beside those that are there.</param>
    public bool IsShortWith(double more) => Seconds + more < _caps.MinTotal;

    /// <summary>What would be fetched if all went well, by the stated lengths.</summary>
    public IReadOnlyList<RemoteRecording> Foresee()
    {
        var twin = new SpeciesPlan(Name, _candidates, _caps) { Count = Count, Seconds = Seconds };
        foreach (var (recordist, count) in _perRecordist)
        {
            twin._perRecordist[recordist] = count;
        }

        var list = new List<RemoteRecording>();
        while (twin.Next() is { } next)
        {
            twin.Took(next.Recordist, next.Seconds ?? 0);
            list.Add(next);
        }

        return list;
    }
}
