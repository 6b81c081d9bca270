namespace AvianVox.Listening.Detection;

/// <summary>Lets people silence a species, or the whole station, for a time. Safe for several threads.</summary>
/// <remarks>A snoozed species is heard and counted, and its detections are rejected by the rule "snooze". A restart forgets it.</remarks>
public interface ISnooze
{
    /// <summary>What is silenced now.</summary>
    IReadOnlyList<SnoozedSpecies> Active { get; }

    /// <summary>Silences from now on; the same again replaces the time that was left.</summary>
    /// <param name="species">Code, scientific or common name, upper and lower case alike; null for all.</param>
    /// <param name="length">How long.</param>
    /// <returns>Null when it holds, else for people why it does not: no such species, or a length that is not allowed.</returns>
    string? Snooze(string? species, TimeSpan length);

    /// <summary>Ends the silence of a species, or with null that of all and of every species.</summary>
    /// <param name="species">As in <see cref="Snooze"/>.</param>
    /// <returns>Null when done, also where nothing was silenced; else for people why not.</returns>
    string? Wake(string? species);
}
