namespace AvianVox.Monitor.Cli;

/// <summary>What a person types to run this program again: commands that it names are to be there.</summary>
internal static class OwnName
{
    /// <summary>Set by the script that starts the program from its sources.</summary>
    public const string Variable = "AVIANVOX_COMMAND";

    private const string Installed = "avianvox";

    /// <summary>The command, such as "./avianvox" or "avianvox".</summary>
    public static string Command => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } command ? command : Installed;
}
