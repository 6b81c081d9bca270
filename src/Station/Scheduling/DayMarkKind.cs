namespace AvianVox.Station.Scheduling;

/// <summary>What a <see cref="DayMark"/> counts from.</summary>
public enum DayMarkKind
{
    /// <summary>Midnight of the station's clock.</summary>
    Clock,

    /// <summary>Sunrise.</summary>
    Sunrise,

    /// <summary>Sunset.</summary>
    Sunset,
}
