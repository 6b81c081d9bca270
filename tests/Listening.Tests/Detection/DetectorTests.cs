using AvianVox.Listening.Detection;
using AvianVox.StationSupport;
using AvianVox.TestSupport;

namespace AvianVox.Listening.Tests.Detection;

public sealed class DetectorTests
{
    [Fact]
    public void One_positive_window_of_three_confirms_nothing()
    {
        var bench = new DetectorBench().Cuckoo(0, 0.9f, 0, 0, 0.9f, 0, 0);
        bench.Detector.Break();
        Assert.Empty(bench.Sink.ConfirmedRecords);
        Assert.Empty(bench.Sink.EndedRecords);
    }

    [Fact]
    public void The_window_that_completes_k_of_n_confirms_at_once()
    {
        var bench = new DetectorBench().Cuckoo(0, 0.6f);
        Assert.Empty(bench.Sink.ConfirmedRecords);
        bench.Cuckoo(0.1f, 0.8f);
        var confirmed = Assert.Single(bench.Sink.ConfirmedRecords);
        Assert.Empty(bench.Sink.EndedRecords);
        Assert.Equal("Cuculus canorus", confirmed.Label.ScientificName);
        Assert.Equal(25, confirmed.BeginSample);
        Assert.Equal(75 + 100, confirmed.EndSample);
        Assert.Equal(75 + 50, confirmed.PeakSample);
        Assert.Equal(0.8f, confirmed.Confidence);
        Assert.Equal(2, confirmed.Windows);
        Assert.Equal(DetectorBench.Start.AddMilliseconds(25), confirmed.Begin);
        Assert.Equal(DetectorBench.Start.AddMilliseconds(175), confirmed.End);
        Assert.Equal(DetectorBench.Start.AddMilliseconds(125), confirmed.Peak);
        Assert.Equal("mic", confirmed.Source);
        Assert.Equal("test 1", confirmed.Model);
        Assert.Empty(bench.Sink.EndedRecords);
    }

    [Fact]
    public void A_detection_ends_after_enough_negative_windows_with_the_id_it_was_confirmed_with()
    {
        var bench = new DetectorBench().Cuckoo(0.6f, 0.7f, 0, 0.95f, 0.6f, 0);
        Assert.Empty(bench.Sink.EndedRecords);
        bench.Cuckoo(0);
        var confirmed = Assert.Single(bench.Sink.ConfirmedRecords);
        var ended = Assert.Single(bench.Sink.EndedRecords);
        Assert.Equal(confirmed.Id, ended.Id);
        Assert.Equal(0, ended.BeginSample);
        Assert.Equal(100 + 100, ended.EndSample);
        Assert.Equal(75 + 50, ended.PeakSample);
        Assert.Equal(0.95f, ended.Confidence);
        Assert.Equal(4, ended.Windows);
    }

    [Fact]
    public void The_id_carries_the_time_of_the_begin()
    {
        var id = new DetectorBench().Cuckoo(0.6f, 0.7f).Sink.ConfirmedRecords[0].Id;
        Assert.Equal(7, id.Version);
        Assert.Equal(DetectorBench.Start.ToUnixTimeMilliseconds(), Convert.ToInt64(id.ToString("N")[..12], 16));
    }

    [Fact]
    public void Windows_of_an_ended_detection_do_not_confirm_the_next()
    {
        // Two of four with an end after one: 1, 2 confirm, 3 ends, and 4 alone must not find 2 again.
        var bench = new DetectorBench(new DetectorRules(2, 4, 1, 60_000)).Cuckoo(0.9f, 0.9f, 0, 0.9f);
        Assert.Single(bench.Sink.ConfirmedRecords);
        bench.Cuckoo(0.9f);
        Assert.Equal(2, bench.Sink.ConfirmedRecords.Count);
        Assert.Equal(75, bench.Sink.ConfirmedRecords[1].BeginSample);
    }

    [Fact]
    public void A_gap_ends_what_goes_on_and_forgets_what_was_heard()
    {
        var bench = new DetectorBench().Cuckoo(0.9f, 0.9f);
        bench.Detector.Break();
        Assert.Single(bench.Sink.EndedRecords);
        bench.Cuckoo(0.9f);
        bench.Detector.Break();
        bench.Cuckoo(0.9f);
        Assert.Single(bench.Sink.ConfirmedRecords);
    }

    [Fact]
    public void A_long_song_becomes_several_detections_none_over_the_limit()
    {
        var bench = new DetectorBench(new DetectorRules(2, 3, 2, 200)).Cuckoo(Enumerable.Repeat(0.9f, 12).ToArray());
        bench.Detector.Break();
        Assert.Equal([0L, 125, 250], bench.Sink.EndedRecords.Select(record => record.BeginSample));
        Assert.Equal([200L, 325, 375], bench.Sink.EndedRecords.Select(record => record.EndSample));
    }

    [Fact]
    public void Noise_never_becomes_a_detection()
    {
        var bench = new DetectorBench();
        for (var window = 0; window < 10; window++)
        {
            bench.Window(0, 1, 0);
        }

        bench.Detector.Break();
        Assert.Empty(bench.Sink.ConfirmedRecords);
    }

    [Fact]
    public void Species_are_told_apart()
    {
        var bench = new DetectorBench();
        bench.Window(0.9f, 0, 0.9f);
        bench.Window(0, 0, 0.9f);
        bench.Window(0.9f, 0, 0);
        Assert.Equal(["gretit1", "comcuc"], bench.Sink.ConfirmedRecords.Select(record => record.Label.Code));
    }

    [Fact]
    public void A_probability_equal_to_the_threshold_is_positive_and_NaN_is_not()
    {
        Assert.Single(new DetectorBench().Cuckoo(0.5f, 0.5f).Sink.ConfirmedRecords);
        Assert.Empty(new DetectorBench().Cuckoo(float.NaN, float.NaN, float.NaN).Sink.ConfirmedRecords);
    }

    [Fact]
    public void A_window_that_does_not_lie_behind_the_last_is_refused()
    {
        var bench = new DetectorBench().Cuckoo(0, 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => bench.Detector.Process(25, 100, new float[3]));
    }

    [Fact]
    public void A_window_in_which_nothing_happens_allocates_nothing()
    {
        var bench = new DetectorBench().Cuckoo(0.9f, 0.9f);
        float[] probabilities = [0.9f, 0.9f, 0.1f];
        var window = 1;
        Assert.Equal(0, Allocations.LeastBytes(() =>
        {
            for (var i = 0; i < 10; i++)
            {
                bench.Detector.Process(++window * 25, 100, probabilities);
            }
        }));
        Assert.True(Allocations.LeastBytes(() => probabilities = [.. probabilities]) > 0, "the measure itself sees allocations");
    }
}
