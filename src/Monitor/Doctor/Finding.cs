namespace AvianVox.Monitor.Doctor;

/// <summary>One thing that a check found.</summary>
/// <param name="Verdict">How it is.</param>
/// <param name="Text">What it is, in words.</param>
/// <param name="Fix">What to do about it; there for every warning and fault, null otherwise.</param>
internal sealed record Finding(Verdict Verdict, string Text, string? Fix = null)
{
    /// <summary>As it should be.</summary>
    /// <param name="text">What it is, in words.</param>
    public static Finding Ok(string text) => new(Verdict.Ok, text);

    /// <summary>Worth knowing.</summary>
    /// <param name="text">What it is, in words.</param>
    public static Finding Note(string text) => new(Verdict.Note, text);

    /// <summary>Less than it could be.</summary>
    /// <param name="text">What it is, in words.</param>
    /// <param name="fix">What to do about it.</param>
    public static Finding Warning(string text, string fix) => new(Verdict.Warning, text, fix);

    /// <summary>Not as it must be.</summary>
    /// <param name="text">What it is, in words.</param>
    /// <param name="fix">What to do about it.</param>
    public static Finding Fault(string text, string fix) => new(Verdict.Fault, text, fix);
}
