namespace AvianVox.Station.Clips.Retention;

/// <summary>Which clips are to go.</summary>
/// <param name="Delete">In this order.</param>
/// <param name="Unmet">What is wrong all the same, for people; null when the bounds hold once these are gone.</param>
internal sealed record RetentionPlan(IReadOnlyList<StoredClip> Delete, string? Unmet)
{
    /// <summary>
    /// Chooses: of each species the <see cref="RetentionLimits.KeepBest"/> clips with the highest confidence stay, of equal ones the
    /// newest.
    /// Of the others those go that are too old, and then the oldest until size and free space are within their bounds.
    /// </summary>
    /// <param name="clips">The clips there are.</param>
    /// <param name="freeBytes">Free space now.</param>
    /// <param name="limits">The bounds.</param>
    /// <param name="now">The present.</param>
    public static RetentionPlan Make(IReadOnlyList<StoredClip> clips, long freeBytes, RetentionLimits limits, DateTimeOffset now)
    {
        var best = clips
            .Where(clip => clip.HasSound)
            .GroupBy(clip => clip.Species, StringComparer.Ordinal)
            .SelectMany(species => species.OrderByDescending(clip => clip.Confidence).ThenByDescending(clip => clip.Written).ThenBy(clip => clip.Path, StringComparer.Ordinal).Take(limits.KeepBest))
            .ToHashSet();
        var bytes = clips.Sum(clip => clip.Bytes);
        var free = freeBytes;
        var gone = new List<StoredClip>();
        foreach (var clip in clips.Where(clip => !best.Contains(clip)).OrderBy(clip => clip.HasSound).ThenBy(clip => clip.Written).ThenBy(clip => clip.Path, StringComparer.Ordinal))
        {
            if (!clip.HasSound || now - clip.Written > limits.MaxAge || bytes > limits.MaxBytes || free < limits.MinFreeBytes)
            {
                gone.Add(clip);
                bytes -= clip.Bytes;
                free += Math.Min(clip.Bytes, long.MaxValue - free);
            }
        }

        var unmet = free < limits.MinFreeBytes
            ? FormattableString.Invariant($"{free / 1e6:0.#} MB will be free, fewer than clips need, and what is left of them is the best of each species (Clips:KeepBest).")
            : bytes > limits.MaxBytes
                ? FormattableString.Invariant($"The best clips of each species alone take {bytes / 1e6:0.#} MB, more than Clips:MaxMegabytes. Lower Clips:KeepBest, or raise it.")
                : null;
        return new RetentionPlan(gone, unmet);
    }
}
