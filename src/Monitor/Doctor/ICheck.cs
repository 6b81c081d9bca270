namespace AvianVox.Monitor.Doctor;

/// <summary>Looks at one thing that a station needs.</summary>
internal interface ICheck
{
    /// <summary>What it looks at, in one word or two.</summary>
    string Name { get; }

    /// <summary>Looks. What is wrong is a finding, not an exception, and the look has a bound of its own.</summary>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation);
}
