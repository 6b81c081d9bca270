using AvianVox.Station.Clips.Retention;
using CsCheck;

namespace AvianVox.Station.Tests.Clips.Retention;

/// <summary>What holds for any clips and any bounds.</summary>
public sealed class RetentionPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<StoredClip[]> Clips =
        (from bytes in Gen.Int[1, 1_000]
         from age in Gen.Int[0, 400]
         from species in Gen.Int[0, 4]
         from confidence in Gen.Int[0, 100]
         from hasSound in Gen.Frequency((9, Gen.Const(true)), (1, Gen.Const(false)))
         select new StoredClip("", bytes, Now.AddDays(-age), $"species-{species}", confidence / 100.0, hasSound))
        .Array[0, 80].Select(clips => clips.Select((clip, index) => clip with { Path = $"{index}.flac" }).ToArray());

    private static readonly Gen<RetentionLimits> Limits =
        from free in Gen.Long[0, 30_000]
        from most in Gen.Frequency((1, Gen.Const((long?)null)), (3, Gen.Long[0, 30_000].Select(bytes => (long?)bytes)))
        from age in Gen.Frequency((1, Gen.Const((TimeSpan?)null)), (3, Gen.Int[1, 400].Select(days => (TimeSpan?)TimeSpan.FromDays(days))))
        from best in Gen.Int[0, 6]
        select new RetentionLimits(free, most, age, best);

    [Fact]
    public void The_best_of_each_species_stay_whatever_happens() => ForAll((clips, _, limits, plan) =>
    {
        foreach (var species in clips.Where(clip => clip.HasSound).GroupBy(clip => clip.Species))
        {
            var left = species.Except(plan.Delete).ToList();
            Assert.True(left.Count >= Math.Min(limits.KeepBest, species.Count()));
            // None that is gone was surer than the n-th of those that stay.
            var sure = left.OrderByDescending(clip => clip.Confidence).Take(limits.KeepBest).ToList();
            Assert.All(
                species.Intersect(plan.Delete).Where(_ => limits.KeepBest > 0),
                gone => Assert.True(gone.Confidence <= sure[^1].Confidence));
        }
    });

    [Fact]
    public void The_bounds_hold_or_it_is_told_that_only_the_best_are_left() => ForAll((clips, free, limits, plan) =>
    {
        var left = clips.Except(plan.Delete).ToList();
        var (bytes, freed) = (left.Sum(clip => clip.Bytes), free + plan.Delete.Sum(clip => clip.Bytes));
        var isWithin = freed >= limits.MinFreeBytes && !(bytes > limits.MaxBytes);
        Assert.Equal(isWithin, plan.Unmet is null);
        if (!isWithin)
        {
            Assert.All(left.GroupBy(clip => clip.Species), species => Assert.True(species.Count() <= limits.KeepBest));
        }
    });

    [Fact]
    public void What_is_too_old_goes_and_what_is_younger_only_for_want_of_room() => ForAll((clips, free, limits, plan) =>
    {
        var left = clips.Except(plan.Delete).ToList();
        Assert.All(left.Where(clip => Now - clip.Written > limits.MaxAge).GroupBy(clip => clip.Species), species => Assert.True(species.Count() <= limits.KeepBest));
        if (clips.Sum(clip => clip.Bytes) <= (limits.MaxBytes ?? long.MaxValue) && free >= limits.MinFreeBytes)
        {
            Assert.All(plan.Delete, clip => Assert.True(!clip.HasSound || Now - clip.Written > limits.MaxAge));
        }
    });

    [Fact]
    public void No_more_goes_than_has_to_and_the_oldest_first() => ForAll((clips, free, limits, plan) =>
    {
        var gone = plan.Delete.Where(clip => clip.HasSound && !(Now - clip.Written > limits.MaxAge)).ToList();
        Assert.Equal(gone.OrderBy(clip => clip.Written), gone);
        if (gone.Count > 0)
        {
            // With the last of them still there, a bound would not hold.
            var last = gone[^1];
            var bytes = clips.Except(plan.Delete).Sum(clip => clip.Bytes) + last.Bytes;
            var freed = free + plan.Delete.Sum(clip => clip.Bytes) - last.Bytes;
            Assert.True(bytes > limits.MaxBytes || freed < limits.MinFreeBytes);
        }
    });

    [Fact]
    public void Doing_it_again_does_nothing() => ForAll((clips, free, limits, plan) =>
        Assert.Empty(RetentionPlan.Make([.. clips.Except(plan.Delete)], free + plan.Delete.Sum(clip => clip.Bytes), limits, Now).Delete));

    private static void ForAll(Action<StoredClip[], long, RetentionLimits, RetentionPlan> holds) =>
        Gen.Select(Clips, Gen.Long[0, 30_000], Limits).Sample((clips, free, limits) => holds(clips, free, limits, RetentionPlan.Make(clips, free, limits, Now)));
}
