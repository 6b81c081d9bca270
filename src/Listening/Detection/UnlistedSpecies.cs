namespace AvianVox.Listening.Detection;

/// <summary>What happens to a species that the range file does not name.</summary>
public enum UnlistedSpecies
{
    /// <summary>It is not expected here, and rejected.</summary>
    Reject,

    /// <summary>Nothing is known against it, and it is told.</summary>
    Allow,
}
