namespace AvianVox.Monitor.Doctor;

/// <summary>Shows the level of what is heard, as it is heard.</summary>
internal interface IMeter
{
    /// <summary>Shows the level now.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="level">Root mean square, dBFS.</param>
    /// <param name="peak">Largest so far, dBFS.</param>
    void Show(string source, double level, double peak);

    /// <summary>Takes the meter away.</summary>
    void Clear();
}
