namespace AvianVox.Listening.Detection;

/// <summary>A confirmed detection that has not ended, or nothing while <see cref="Windows"/> is 0.</summary>
internal struct OpenDetection
{
    /// <summary>Identifier.</summary>
    public Guid Id;

    /// <summary>Position of the first sample of the first positive window.</summary>
    public long Begin;

    /// <summary>Position behind the last sample of the last positive window.</summary>
    public long End;

    /// <summary>Position of the middle of the window with the highest probability.</summary>
    public long Peak;

    /// <summary>That probability.</summary>
    public float Confidence;

    /// <summary>Positive windows.</summary>
    public int Windows;

    /// <summary>Negative windows since the last positive one.</summary>
    public int Negatives;

    /// <summary>Threshold that held when it was confirmed.</summary>
    public double Threshold;

    /// <summary>True when a rule rejected it: it is followed to its end, so that it is rejected once, and nobody hears of it.</summary>
    public bool IsRejected;

    /// <summary>Adds a positive window. Of equal probabilities the first is the peak.</summary>
    /// <param name="begin">Position of its first sample.</param>
    /// <param name="end">Position behind its last sample.</param>
    /// <param name="probability">Its probability.</param>
    public void Add(long begin, long end, float probability)
    {
        if (Windows == 0)
        {
            Begin = begin;
        }

        if (Windows == 0 || probability > Confidence)
        {
            Peak = begin + ((end - begin) / 2);
            Confidence = probability;
        }

        End = end;
        Negatives = 0;
        Windows++;
    }
}
