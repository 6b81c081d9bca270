using AvianVox.Audio.Files;
using AvianVox.Station.Clips;
using CsCheck;

namespace AvianVox.Station.Tests.Clips;

public sealed class SampleHistoryTests
{
    /// <summary>Kind (0 samples, 1 missing, 2 blank), length, and for a blank how far from the end it begins.</summary>
    private static readonly Gen<(int Kind, int Length, int Back)[]> Steps =
        Gen.Select(Gen.Frequency((5, Gen.Const(0)), (1, Gen.Const(1)), (1, Gen.Const(2))), Gen.Int[1, 90], Gen.Int[-60, 120]).Array[1, 60];

    [Fact]
    public void It_keeps_the_last_samples_with_silence_for_what_is_missing_or_blanked()
    {
        Gen.Select(Gen.Int[1, 200], Gen.Int[0, 500], Steps).Sample((capacity, start, steps) =>
        {
            var history = new SampleHistory(capacity);
            var truth = new List<short>();
            var missing = new List<bool>();
            var blanks = new List<(long From, long To)>();
            foreach (var (kind, length, back) in steps)
            {
                var end = start + truth.Count;
                if (kind == 2)
                {
                    var from = Math.Max(0, end - back);
                    history.Blank(from, from + length);
                    blanks.Add((from, from + length));
                }
                else if (kind == 0)
                {
                    short[] samples = [.. Enumerable.Range(end, length).Select(position => (short)((position % 30_000) + 1))];
                    history.Append(end, [.. samples.Select(Pcm16.ToFloat)]);
                    truth.AddRange(samples);
                    missing.AddRange(samples.Select(_ => false));
                }
                else if (truth.Count > 0)
                {
                    history.AppendMissing(length);
                    truth.AddRange(new short[length]);
                    missing.AddRange(Enumerable.Repeat(true, length));
                }
            }

            if (truth.Count == 0)
            {
                return;
            }

            var last = start + truth.Count;
            Assert.Equal(last, history.End);
            Assert.Equal(Math.Max(start, last - capacity), history.Oldest);
            for (var i = 0; i < truth.Count; i++)
            {
                truth[i] = blanks.Exists(blank => start + i >= blank.From && start + i < blank.To) ? (short)0 : truth[i];
            }

            var kept = (int)(history.End - history.Oldest);
            var read = new short[kept];
            Assert.True(history.TryCopy(history.Oldest, read));
            Assert.Equal(truth[^kept..], read);
            Assert.False(history.TryCopy(history.Oldest - 1, read));
            Assert.False(history.TryCopy(history.Oldest + 1, read));
            var told = history.Missing(history.Oldest, history.End).Sum(span => span.To - span.From);
            Assert.Equal(missing[^kept..].Count(isMissing => isMissing), told);
        });
    }

    [Fact]
    public void Spans_are_in_order_apart_and_cover_what_was_added()
    {
        Gen.Select(Gen.Int[0, 300], Gen.Int[1, 30]).Array[1, 60].Sample(spans =>
        {
            var list = new SpanList();
            foreach (var (from, length) in spans)
            {
                list.Add(from, from + length);
            }

            Assert.All(list.Items.Zip(list.Items.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From));
            var covered = Enumerable.Range(0, 400).Count(position => spans.Any(span => position >= span.Item1 && position < span.Item1 + span.Item2));
            Assert.Equal(covered, list.Overlap(0, 400));
        });
    }

    [Fact]
    public void Spans_beyond_the_most_cover_more_and_never_less()
    {
        var list = new SpanList();
        for (var i = 0; i < 3 * SpanList.Most; i++)
        {
            list.Add(10 * i, (10 * i) + 1);
        }

        Assert.Equal(SpanList.Most, list.Items.Count);
        Assert.All(Enumerable.Range(0, 3 * SpanList.Most), i => Assert.Equal(1, list.Overlap(10 * i, (10 * i) + 1)));
    }

    [Fact]
    public void Samples_and_gaps_allocate_nothing()
    {
        var history = new SampleHistory(10_000);
        var block = new float[1_000];
        long position = 0;
        void Hear()
        {
            for (var i = 0; i < 50; i++)
            {
                history.Append(position, block);
                history.AppendMissing(10);
                position += 1_010;
            }
        }

        Hear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Hear();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
