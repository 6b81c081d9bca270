namespace AvianVox.Listening.Status;

/// <summary>
/// Keeps account of every sample of one source: captured = classified + dropped + pending, at every moment. Samples move
/// from place to place, each by the stage that moves them; what has been captured is counted at the other end, by the feed.
/// Safe for several threads.
/// </summary>
/// <param name="captured">Samples captured so far, as the feed counts them.</param>
public sealed class SampleLedger(Func<long> captured)
{
    /// <summary>Guards all counters: a snapshot must not see a sample between two places.</summary>
    private readonly Lock _gate = new();

    /// <summary>Samples that left the ring, read or overwritten.</summary>
    private long _left;

    /// <summary>Samples in the window stage.</summary>
    private long _inFeatures;

    /// <summary>Samples whose windows wait for the classifier or are in it.</summary>
    private long _inWindows;
    private long _classified;
    private long _dropped;

    /// <summary>Samples that were never captured.</summary>
    private long _missing;

    /// <summary>Samples that were never captured: the gaps of the device.</summary>
    public long Missing
    {
        get
        {
            lock (_gate)
            {
                return _missing;
            }
        }
    }

    /// <summary>Samples whose windows wait for the classifier or are in it.</summary>
    public long InWindows
    {
        get
        {
            lock (_gate)
            {
                return _inWindows;
            }
        }
    }

    /// <summary>Samples were read from the ring.</summary>
    /// <param name="samples">How many.</param>
    public void Read(long samples)
    {
        lock (_gate)
        {
            _left += samples;
            _inFeatures += samples;
        }
    }

    /// <summary>Samples were overwritten in the ring before they were read.</summary>
    /// <param name="samples">How many.</param>
    public void Overrun(long samples)
    {
        lock (_gate)
        {
            _left += samples;
            _dropped += samples;
        }
    }

    /// <summary>Samples were never captured. They are in no other count.</summary>
    /// <param name="samples">How many.</param>
    public void Skip(long samples)
    {
        lock (_gate)
        {
            _missing += samples;
        }
    }

    /// <summary>Samples went on to the classifier, in a window.</summary>
    /// <param name="samples">How many.</param>
    public void Queue(long samples)
    {
        lock (_gate)
        {
            _inFeatures -= samples;
            _inWindows += samples;
        }
    }

    /// <summary>Samples were given up in the window stage.</summary>
    /// <param name="samples">How many.</param>
    public void Drop(long samples)
    {
        lock (_gate)
        {
            _inFeatures -= samples;
            _dropped += samples;
        }
    }

    /// <summary>Samples were classified.</summary>
    /// <param name="samples">How many.</param>
    public void Classify(long samples)
    {
        lock (_gate)
        {
            _inWindows -= samples;
            _classified += samples;
        }
    }

    /// <summary>The account as it stands.</summary>
    public SampleCounts Counts()
    {
        lock (_gate)
        {
            // Read last: a sample is captured before it can leave the ring.
            var total = captured();
            return new SampleCounts(total, _classified, _dropped, total - _left + _inFeatures + _inWindows);
        }
    }
}
