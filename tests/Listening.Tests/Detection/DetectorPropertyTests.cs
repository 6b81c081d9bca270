using AvianVox.Listening.Detection;
using AvianVox.Listening.Detection.Rules;
using AvianVox.StationSupport;
using CsCheck;

namespace AvianVox.Listening.Tests.Detection;

/// <summary>What holds for any windows and any rules.</summary>
public sealed class DetectorPropertyTests
{
    private const int GapMark = -1;

    private static readonly Gen<DetectorRules> Rules =
        from of in Gen.Int[1, 8]
        from confirm in Gen.Int[1, of]
        from end in Gen.Int[1, 4]
        from most in Gen.Long[150, 2_000]
        select new DetectorRules(confirm, of, end, most);

    /// <summary>Probabilities of one bird in tenths; -1 is a gap.</summary>
    private static readonly Gen<int[]> Windows = Gen.Frequency((1, Gen.Const(GapMark)), (10, Gen.Int[0, 4]), (10, Gen.Int[5, 10])).Array[0, 200];

    [Fact]
    public void Every_confirmed_detection_ends_once_and_none_overlaps_another()
    {
        Gen.Select(Rules, Windows).Sample((rules, windows) =>
        {
            var sink = Play(rules, windows);
            Assert.Equal(sink.ConfirmedRecords.Select(record => record.Id), sink.EndedRecords.Select(record => record.Id));
            Assert.Equal(sink.EndedRecords.Count, sink.EndedRecords.Select(record => record.Id).Distinct().Count());
            foreach (var (first, second) in sink.EndedRecords.Zip(sink.EndedRecords.Skip(1)))
            {
                Assert.True(first.EndSample - DetectorBench.Length < second.BeginSample, "no window belongs to two detections");
            }
        });
    }

    [Fact]
    public void A_detection_is_what_its_windows_say()
    {
        Gen.Select(Rules, Windows).Sample((rules, windows) =>
        {
            foreach (var ended in Play(rules, windows).EndedRecords)
            {
                var inside = Enumerable.Range(0, windows.Length)
                    .Where(index => index * DetectorBench.Stride >= ended.BeginSample && (index * DetectorBench.Stride) + DetectorBench.Length <= ended.EndSample)
                    .ToArray();
                var positive = inside.Where(index => windows[index] >= 5).ToArray();
                Assert.DoesNotContain(inside, index => windows[index] == GapMark);
                Assert.Equal(positive.Length, ended.Windows);
                Assert.True(positive.Length >= rules.ConfirmWindows);
                Assert.Equal(inside[0], positive[0]);
                Assert.Equal(inside[^1], positive[^1]);
                var best = positive.MaxBy(index => windows[index]);
                Assert.Equal((best * DetectorBench.Stride) + (DetectorBench.Length / 2), ended.PeakSample);
                Assert.Equal(windows[best] / 10f, ended.Confidence);
                Assert.True(ended.EndSample - ended.BeginSample <= Math.Max(rules.MaxSamples, ((rules.OfWindows - 1) * DetectorBench.Stride) + DetectorBench.Length));
            }
        });
    }

    [Fact]
    public void Nothing_that_k_of_n_confirms_is_missed()
    {
        Gen.Select(Rules, Windows).Sample((rules, windows) =>
        {
            var ended = Play(rules, windows).EndedRecords;
            for (var start = 0; start + rules.ConfirmWindows <= windows.Length; start++)
            {
                // Enough positive windows in a row are covered at least in part, wherever they lie.
                if (windows.Skip(start).Take(rules.ConfirmWindows).All(value => value >= 5))
                {
                    var begin = (long)start * DetectorBench.Stride;
                    var end = begin + ((rules.ConfirmWindows - 1) * DetectorBench.Stride) + DetectorBench.Length;
                    Assert.Contains(ended, record => record.BeginSample < end && record.EndSample > begin);
                }
            }
        });
    }

    [Fact]
    public void Rules_take_detections_away_and_change_none()
    {
        Gen.Select(Rules, Windows, Gen.Int[2, 5]).Sample((rules, windows, every) =>
        {
            var all = Play(rules, windows).EndedRecords;
            var bench = Play(new DetectorBench(rules, new EveryOther(every)), windows);
            var rejected = bench.Rejections.All.Where(rejection => rejection.Rule == RuleKind.Interval).Select(rejection => rejection.Candidate.Begin);
            Assert.Equal(bench.Sink.ConfirmedRecords.Select(record => record.Id), bench.Sink.EndedRecords.Select(record => record.Id));
            Assert.Equal(
                all.Select(record => record.BeginSample).Order(),
                bench.Sink.EndedRecords.Where(record => record.Label.Index == 0).Select(record => record.BeginSample).Concat(rejected).Order());
            var byBegin = all.ToDictionary(record => record.BeginSample);
            Assert.All(bench.Sink.EndedRecords, record => Assert.Equal(byBegin[record.BeginSample] with { Id = record.Id }, record));
        });
    }

    private static RecordingSink Play(DetectorRules rules, int[] windows) => Play(new DetectorBench(rules), windows).Sink;

    private static DetectorBench Play(DetectorBench bench, int[] windows)
    {
        for (var index = 0; index < windows.Length; index++)
        {
            if (windows[index] == GapMark)
            {
                bench.Detector.Break();
            }
            else
            {
                bench.Detector.Process(index * DetectorBench.Stride, DetectorBench.Length, [windows[index] / 10f, 1, 0]);
            }
        }

        bench.Detector.Break();
        return bench;
    }

    /// <summary>Rejects by where a candidate begins, so that the same is rejected in every run.</summary>
    private sealed class EveryOther(int every) : DetectionRule(RuleKind.Interval)
    {
        public override bool Allows(in DetectionCandidate candidate) => candidate.Begin / DetectorBench.Stride % every != 0;

        public override string Reason(in DetectionCandidate candidate) => "its turn";
    }
}
