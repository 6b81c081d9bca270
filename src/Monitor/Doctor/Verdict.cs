namespace AvianVox.Monitor.Doctor;

/// <summary>How something was found, from best to worst.</summary>
internal enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Worth knowing; nothing needs to be done.</summary>
    Note,

    /// <summary>The station works, and less well than it could.</summary>
    Warning,

    /// <summary>The station does not do what it is asked to.</summary>
    Fault,
}
