namespace AvianVox.Training.Cli;

/// <summary>What the process tells whoever started it; the same numbers as the station's.</summary>
internal static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Ok = 0;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>An input is missing or is not what it should be.</summary>
    public const int NoInput = 66;

    /// <summary>Reading or writing failed.</summary>
    public const int InputOutput = 74;

    /// <summary>Some of what was asked for could not be had; the rest is done, and the same command may be run again.</summary>
    public const int Incomplete = 75;

    /// <summary>A service does not take the key.</summary>
    public const int NoPermission = 77;

    /// <summary>Stopped by Ctrl-C or SIGTERM.</summary>
    public const int Cancelled = 130;
}
