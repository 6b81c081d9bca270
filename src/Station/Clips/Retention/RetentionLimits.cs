namespace AvianVox.Station.Clips.Retention;

/// <summary>The bounds that clips are kept within.</summary>
/// <param name="MinFreeBytes">Free space that is to be left.</param>
/// <param name="MaxBytes">Most that clips and pictures take together; null for no bound.</param>
/// <param name="MaxAge">How old a clip may become; null for no bound.</param>
/// <param name="KeepBest">So many of each species are never deleted.</param>
internal sealed record RetentionLimits(long MinFreeBytes, long? MaxBytes, TimeSpan? MaxAge, int KeepBest)
{
    /// <summary>A tenth more than clips need, so that they do not stop again with the next one.</summary>
    private const double Margin = 1.1;

    /// <summary>The bounds that the configuration asks for.</summary>
    /// <param name="options">Checked options.</param>
    public static RetentionLimits From(ClipsOptions options) => new(
        (long)(options.MinFreeMegabytes * 1e6 * Margin),
        options.MaxMegabytes is { } megabytes ? (long)(megabytes * 1e6) : null,
        options.MaxAgeDays is { } days ? TimeSpan.FromDays(days) : null,
        options.KeepBest);
}
