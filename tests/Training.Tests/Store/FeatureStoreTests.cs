using AvianVox.Audio.Files;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;
using AvianVox.Training.Files;
using AvianVox.Training.Store;

namespace AvianVox.Training.Tests.Store;

public sealed class FeatureStoreTests : IDisposable
{
    private readonly StoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Features_are_computed_once_and_are_those_of_the_front_end()
    {
        Recording[] recordings = [_bench.Noise("a.wav", 40), _bench.Noise("b.wav", 7)];
        using (var first = _bench.Open(recordings))
        {
            Assert.Equal(recordings, first.Recordings.Select(r => r.Recording));
        }

        using var set = _bench.Open(recordings);
        Assert.Equal((2, 2), (_bench.Writes, _bench.Entries.Length));
        foreach (var stored in set.Recordings)
        {
            var expected = new OfflineFeatures(StoreBench.Spec).Extract(AudioFile.ReadMono(stored.Recording.Path).Samples);
            Assert.Equal(expected.Frames, stored.Frames);
            var (bands, coefficients) = (StoreBench.Spec.MelBands, StoreBench.Spec.MfccCount);
            Assert.All(
                Enumerable.Range(0, bands), row => Assert.Equal(expected.LogMel.Row(row).ToArray(), stored.Entry.Row(row).ToArray()));
            Assert.All(
                Enumerable.Range(0, coefficients),
                row => Assert.Equal(expected.Mfcc.Row(row).ToArray(), stored.Entry.Row(bands + row).ToArray()));
            Assert.Throws<ArgumentOutOfRangeException>(() => stored.Entry.Row(bands + coefficients).Length);
        }
    }

    [Fact]
    public void A_changed_recording_or_front_end_is_computed_anew_and_a_changed_scale_is_not()
    {
        Recording[] recordings = [_bench.Noise("a.wav", 40)];
        float First(FeatureSpec spec)
        {
            using var set = _bench.Open(recordings, spec);
            return set.Recordings[0].Entry.Row(3)[20];
        }

        var before = First(StoreBench.Spec);
        Assert.Equal(
            before,
            First(StoreBench.Spec with { MelMean = 5, MfccDeviation = 3, WindowFrames = 8, Layout = MfccLayout.Concatenate, Clamp = DecibelClamp.None }));
        Assert.Equal(1, _bench.Writes);
        Assert.NotEqual(before, First(StoreBench.Spec with { LowHz = 100 }));
        Assert.Equal(2, _bench.Writes);
        _bench.Noise("a.wav", 40, seed: 9);
        Assert.NotEqual(before, First(StoreBench.Spec));
        Assert.Equal(3, _bench.Writes);
    }

    [Theory]
    [InlineData("cut off")]
    [InlineData("header only")]
    [InlineData("empty")]
    [InlineData("one bit of a value")]
    [InlineData("one bit of the header")]
    [InlineData("longer")]
    [InlineData("another recording's")]
    public void A_damaged_entry_is_computed_anew(string damage)
    {
        Recording[] recordings = [_bench.Noise("a.wav", 40)];
        _bench.Open(recordings).Dispose();
        var entry = _bench.Entries.Single();
        var whole = File.ReadAllBytes(entry);
        byte[] Flip(int at)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 4;
            return bytes;
        }

        byte[] Other()
        {
            _bench.Open([_bench.Noise("b.wav", 40, seed: 1)]).Dispose();
            return File.ReadAllBytes(_bench.Entries.Single(e => e != entry));
        }

        var damaged = damage switch
        {
            "cut off" => whole[..^1],
            "header only" => whole[..EntryHeader.Size],
            "empty" => [],
            "one bit of a value" => Flip(whole.Length - 3),
            "one bit of the header" => Flip(52),
            "longer" => [.. whole, 0],
            _ => Other(),
        };
        var computed = _bench.Writes;
        File.WriteAllBytes(entry, damaged);
        using var set = _bench.Open(recordings);
        Assert.Equal(computed + 1, _bench.Writes);
        Assert.Equal(whole, File.ReadAllBytes(entry));
        Assert.Equal(40, Assert.Single(set.Recordings).Frames);
    }

    [Fact]
    public void A_corrupt_file_among_many_and_one_that_is_gone_are_told_and_the_rest_goes_on()
    {
        var good = Enumerable.Range(0, 40).Select(i => _bench.Noise($"{i}.wav", 5 + i)).ToList();
        using var set = _bench.Open(
            [.. good[..20], _bench.Text("bad.wav", "RIFF and nothing behind it"), _bench.At("gone.wav"), _bench.Text("empty.wav", ""), .. good[20..]]);
        Assert.Equal(good, set.Recordings.Select(r => r.Recording));
        Assert.Equal(3, _bench.Warnings.Count);
        Assert.All(
            ((string[])["bad.wav", "gone.wav", "empty.wav"]).Zip(_bench.Warnings),
            w => Assert.Contains(w.First, w.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void A_full_disk_is_one_clear_fault_and_what_was_complete_stays()
    {
        var recordings = Enumerable.Range(0, 6).Select(i => _bench.Noise($"{i}.wav", 30 + i)).ToList();
        _bench.Open(recordings[..2]).Dispose();
        var fault = Assert.Throws<StorageException>(
            () => _bench.Open(recordings, create: path => new QuotaStream(File.Create(path), 1_000)));
        Assert.Contains("No space left on device", fault.Message, StringComparison.Ordinal);
        Assert.Contains("run the same command again", fault.Message, StringComparison.Ordinal);
        Assert.Equal(_bench.Entries.Order(), _bench.AllFiles.Order());
        Assert.Equal(2, _bench.Entries.Length);
        using var set = _bench.Open(recordings);
        Assert.Equal((6, 6), (set.Recordings.Count, _bench.Writes));
    }

    [Fact]
    public async Task Two_at_once_fill_one_store()
    {
        var recordings = Enumerable.Range(0, 30).Select(i => _bench.Noise($"{i}.wav", 20 + i)).ToList();
        using var gate = new Barrier(2);
        Task<FeatureSet> Start() => Task.Run(() =>
        {
            gate.SignalAndWait(TestContext.Current.CancellationToken);
            return _bench.Open(recordings);
        }, TestContext.Current.CancellationToken);
        var sets = await Task.WhenAll(Start(), Start());
        Assert.All(sets, s => Assert.Equal(recordings, s.Recordings.Select(r => r.Recording)));
        Assert.All(
            sets[0].Recordings.Zip(sets[1].Recordings), p => Assert.Equal(p.First.Entry.Bytes.ToArray(), p.Second.Entry.Bytes.ToArray()));
        Assert.Equal(30, _bench.AllFiles.Length);
        foreach (var set in sets)
        {
            set.Dispose();
        }
    }

    [Fact]
    public void What_a_killed_run_left_half_written_is_not_taken_and_in_time_deleted()
    {
        Recording[] recordings = [_bench.Noise("a.wav", 40)];
        _bench.Open(recordings).Dispose();
        var left = _bench.Entries[0] + ".1234" + SafeFile.Unfinished;
        File.Move(_bench.Entries[0], left);
        File.SetLastWriteTimeUtc(left, _bench.Time.GetUtcNow().UtcDateTime);
        _bench.Open(recordings).Dispose();
        Assert.Equal(2, _bench.Writes);
        Assert.True(File.Exists(left), "Another process may be writing it.");
        _bench.Time.Advance(TimeSpan.FromHours(2));
        _bench.Open(recordings).Dispose();
        Assert.False(File.Exists(left));
    }

    [Fact]
    public void A_full_store_forgets_what_was_not_used_for_the_longest_time()
    {
        var recordings = Enumerable.Range(0, 3).Select(i => _bench.Noise($"{i}.wav", 40, seed: i)).ToList();
        foreach (var used in (int[])[0, 1, 0])
        {
            _bench.Time.Advance(TimeSpan.FromMinutes(1));
            _bench.Open([recordings[used]]).Dispose();
        }

        var size = new FileInfo(_bench.Entries[0]).Length;
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        _bench.Open([recordings[2]], limit: 2 * size).Dispose();
        Assert.Equal((3, 2), (_bench.Writes, _bench.Entries.Length));
        _bench.Open([recordings[0]]).Dispose();
        Assert.Equal(3, _bench.Writes);
        _bench.Open([recordings[1]]).Dispose();
        Assert.Equal(4, _bench.Writes);
        var fault = Assert.Throws<WorkshopException>(
            () => _bench.Open([.. recordings, _bench.Noise("3.wav", 40, seed: 3)], limit: (3 * size) + 1));
        Assert.Contains("--cache-limit", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_that_cannot_be_made_is_named()
    {
        var store = new FeatureStore(
            new StoreOptions { Folder = Path.Combine(_bench.Text("taken", "a file").Path, "cache") }, TimeProvider.System);
        var fault = Assert.Throws<WorkshopException>(
            () => store.Open([], StoreBench.Spec, Assert.Fail, (_, _) => { }, TestContext.Current.CancellationToken));
        Assert.Contains("--cache", fault.Message, StringComparison.Ordinal);
        Assert.Contains("taken", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_window_clamp_is_refused_for_MFCC_and_taken_without()
    {
        var spec = StoreBench.Spec with { OfflineClamp = DecibelClamp.Window };
        Assert.Throws<ArgumentException>(() => _bench.Open([], spec));
        using var set = _bench.Open([_bench.Noise("a.wav", 10)], spec with { Layout = MfccLayout.None });
        Assert.Equal(0, set.Recordings[0].Entry.Header.MfccCount);
    }

    [Theory]
    [InlineData("/x/cache", "/home/a", "/x/cache/avianvox/features")]
    [InlineData("relative", "/home/a", "/home/a/.cache/avianvox/features")]
    [InlineData(null, "/home/a", "/home/a/.cache/avianvox/features")]
    public void The_default_cache_is_where_XDG_puts_it(string? cache, string home, string expected) =>
        Assert.Equal(expected, CacheFolder.Of(cache, home));

    [Fact]
    public void Statistics_are_of_the_recordings_given_and_no_others()
    {
        using var set = _bench.Open([_bench.Noise("a.wav", 40), _bench.Noise("b.wav", 12)]);
        foreach (var measured in new[] { set.Recordings.Take(1).ToList(), [.. set.Recordings] })
        {
            var spec = FeatureStatistics.Measure(StoreBench.Spec, measured);
            float[] Values(int from, int count) =>
            [
                .. measured.SelectMany(r => Enumerable.Range(from, count).SelectMany(row => r.Entry.Row(row).ToArray())),
            ];
            var (mel, mfcc) = (Values(0, StoreBench.Spec.MelBands), Values(StoreBench.Spec.MelBands, StoreBench.Spec.MfccCount));
            Assert.Equal(mel.Average(), spec.MelMean, 4);
            Assert.Equal(Math.Sqrt(mel.Average(v => Math.Pow(v - mel.Average(), 2))), spec.MelDeviation, 4);
            Assert.Equal(mfcc.Average(), spec.MfccMean, 4);
            Assert.Equal(Math.Sqrt(mfcc.Average(v => Math.Pow(v - mfcc.Average(), 2))), spec.MfccDeviation, 4);
        }

        Assert.Throws<ArgumentException>(() => FeatureStatistics.Measure(StoreBench.Spec, []));
    }
}
