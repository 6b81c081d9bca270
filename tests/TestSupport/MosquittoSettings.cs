namespace AvianVox.TestSupport;

/// <summary>What a <see cref="MosquittoServer"/> asks of its clients.</summary>
public sealed record MosquittoSettings
{
    /// <summary>User that may log in; null lets everybody in.</summary>
    public string? User { get; init; }

    /// <summary>The user's password.</summary>
    public string Password { get; init; } = "";

    /// <summary>Topic filter the user may write to; null for all.</summary>
    public string? MayWrite { get; init; }

    /// <summary>Certificates for TLS; null for none.</summary>
    public TestCertificates? Certificates { get; init; }

    /// <summary>Largest message it takes, in bytes; null for any.</summary>
    public int? MostBytes { get; init; }

    /// <summary>True to keep sessions and undelivered messages on disk at once, so that a subscriber with a session misses nothing over a kill.</summary>
    public bool IsPersistent { get; init; }
}
